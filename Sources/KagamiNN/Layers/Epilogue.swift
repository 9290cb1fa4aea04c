public import Kagami

/// An elementwise function that a product can apply to its result block by block, while the block is in
/// the cache.
///
/// ```swift
/// x.linear(weight, bias, then: .relu)     // the bits of x.linear(weight, bias).relu(), in one pass
/// ```
/// There are four: those whose derivative follows from their own value, so that the input need not be
/// saved for the backward pass.
public struct Epilogue: Hashable, Sendable, CustomStringConvertible {
  /// The same function for the kernels.
  let activation: Activation

  /// `max(x, 0)`.
  public static let relu = Epilogue(activation: .relu)
  /// The hyperbolic tangent.
  public static let tanh = Epilogue(activation: .tanh)
  /// `1/(1 + e⁻ˣ)`.
  public static let sigmoid = Epilogue(activation: .sigmoid)

  /// `x > 0 ? x : slope · x`.
  ///
  /// - Parameter negativeSlope: The slope below 0.
  /// - Returns: nil if the slope is below 0 or NaN: signs of values are then not those of inputs, and
  ///   the derivative does not follow from the value.
  public static func leakyReLU(negativeSlope: Double) -> Epilogue? {
    negativeSlope >= 0 ? Epilogue(activation: .leakyReLU(slope: negativeSlope)) : nil
  }

  /// The function of each element of `x`, in a pass of its own.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    if self == .relu { return x.relu() }
    if self == .tanh { return x.tanh() }
    if self == .sigmoid { return x.sigmoid() }
    return x.leakyReLU(negativeSlope: activation.parameter)
  }

  /// The name of the function, with its slope.
  public var description: String {
    let name = activation.function.description
    return self == .leakyReLU(negativeSlope: activation.parameter)
      ? "\(name)(negativeSlope: \(activation.parameter))" : name
  }
}

extension Tensor {
  /// `f(x · Wᵀ + b)` over the last axis, in one pass over memory.
  ///
  /// ```swift
  /// x.linear(weight, bias, then: .tanh)    // [64, 100] by [256, 100] and [256] gives [64, 256]
  /// ```
  /// The bits are those of `linear(weight, bias)` and the function after it. The backward pass needs the
  /// result instead of the sum.
  ///
  /// - Parameters:
  ///   - weight: `[out, in]`, or `[in]`.
  ///   - bias: `[out]`, or `[]` beside a weight of `[in]`, or nil.
  ///   - epilogue: The function f.
  /// - Returns: The shape of this tensor with the last extent `out`, or without the last axis.
  public func linear(_ weight: Tensor, _ bias: Tensor? = nil, then epilogue: Epilogue) -> Tensor {
    linear(weight, bias, then: epilogue.activation)
  }
}
