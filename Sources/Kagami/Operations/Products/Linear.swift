package import KagamiKernels

package typealias Activation = KagamiKernels.Activation

/// `f(x · Wᵀ + b)`: forward `X·Wᵀ`, input gradient `dY·W`, weight gradient `dYᵀ·X`, where dY is
/// the gradient of the sum.
struct LinearProduct: DifferentiableOperation {
  let name = "linear"
  /// The function f, applied while the product is at hand; nil for none.
  var activation: Activation?

  var saves: SavedTensors { activation == nil ? [.input0, .input1] : [.input0, .input1, .output] }

  /// - Parameter inputs: `[n, in]`, `[out, in]` and, if there is a bias, `[out]`.
  func forward(_ inputs: [Tensor]) -> Tensor {
    let (x, weight) = (inputs[0], inputs[1])
    let result = Tensor(
      uninitialized: [x.shape[0], weight.shape[0]], dtype: x.dtype, device: x.device)
    ProductTally.note(elements: result.count, terms: x.shape[1])
    x.device.backend.linear(
      x.operand, weight.operand.transposed, into: result.operand,
      bias: inputs.count == 3 ? inputs[2].operand : nil, activation: activation)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = activation?.derivative(context.gradient, context.output) ?? context.gradient
    var gradients: [Tensor?] = [
      context.needs[0] ? record(MatMul(), g, context.input(1)) : nil,
      context.needs[1] ? record(MatMul(), g.transpose(), context.input(0)) : nil,
    ]
    if context.inputCount == 3 { gradients.append(context.needs[2] ? g.sum(axis: 0) : nil) }
    return gradients
  }

  /// The activation's derivative and the bias's gradient in one pass, and the weight's gradient as a product.
  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    let (g, sums) = gated(context)
    var gradients: [Gradient?] = [
      context.needs[0] ? .dense(MatMul().forward([g, context.input(1)])) : nil,
      context.needs[1] ? .product(g, context.input(0).withoutHistory) : nil,
    ]
    if context.inputCount == 3 {
      gradients.append(context.needs[2] ? .dense(sums ?? g.sum(axis: 0)) : nil)
    }
    return gradients
  }

  /// The gradient of the sum and, where that is had for nothing, the sum of its rows.
  private func gated(_ context: BackwardContext) -> (Tensor, sums: Tensor?) {
    let g = context.gradient.contiguousView
    guard let activation else { return (g, nil) }
    let output = context.output.contiguousView
    let result = Tensor(uninitialized: g.shape, dtype: g.dtype, device: g.device)
    let sums = Tensor(uninitialized: [g.shape[1]], dtype: g.dtype, device: g.device)
    result.device.backend.activationBackward(
      activation, gradient: g.operand, output: output.operand, into: result.operand,
      sums: sums.operand)
    return (result, sums)
  }
}

extension Tensor {
  /// `x · Wᵀ + b` over the last axis.
  ///
  /// ```swift
  /// x.linear(weight, bias)    // [64, 100] by [256, 100] and [256] gives [64, 256]
  /// ```
  /// One BLAS call forward, two backward: `dY·W` and `dYᵀ·X`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html>.
  ///
  /// - Parameters:
  ///   - weight: `[out, in]`, or `[in]`.
  ///   - bias: `[out]`, or `[]` beside a weight of `[in]`, or nil.
  /// - Returns: The shape of this tensor with the last extent `out`, or without the last axis.
  public func linear(_ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
    linear(weight, bias, then: nil)
  }

  /// The same, and then `activation`: the bits of doing one after the other, in one pass.
  package func linear(_ weight: Tensor, _ bias: Tensor?, then activation: Activation?) -> Tensor {
    if dtype == .bool, weight.dtype == .bool { return numbers("linear") }
    if weight.rank == 1 { return linear(row: weight, bias, then: activation) }
    var parameters = [weight]
    if let bias { parameters.append(bias) }
    do throws(MisuseError) {
      try checkLinear(weight, bias, parameters)
    } catch {
      var shape = shape
      if weight.rank == 2, rank > 0 { shape[rank - 1] = weight.shape[0] }
      return standIn(after: error, shape: shape)
    }
    // Of the outer extents, since a last extent of 0 leaves no elements to count them by.
    let rows =
      rank == 2 ? self : reshape([Shape(shape.dropLast()).elementCount, shape[rank - 1]])
    let result = record(LinearProduct(activation: activation), [rows] + parameters)
    if rank == 2 { return result }
    return result.reshape(Shape(Array(shape.dropLast()) + [weight.shape[0]]))
  }

  /// A weight of one row: the product loses its last axis.
  private func linear(row weight: Tensor, _ bias: Tensor?, then activation: Activation?) -> Tensor {
    let shape = Shape(shape.dropLast())
    if let bias, bias.rank != 0 {
      return standIn(
        after: MisuseError(
          "linear", "a bias of \(bias.shape) does not fit a weight of \(weight.shape)",
          hint: "beside a weight of one axis the bias has none"),
        shape: shape)
    }
    return linear(weight.unsqueeze(axis: 0), bias?.unsqueeze(axis: 0), then: activation).reshape(
      shape)
  }

  private func checkLinear(
    _ weight: Tensor, _ bias: Tensor?, _ parameters: [Tensor]
  ) throws(MisuseError) {
    if weight.rank != 2 || rank == 0 || shape[rank - 1] != weight.shape[1] {
      throw MisuseError(
        "linear", "an input of \(shape) does not meet a weight of \(weight.shape) ([out, in])",
        hint: weight.rank == 2
          ? "the input's last extent must be \(weight.shape[1])"
          : "the weight must be a matrix, or one row of it")
    }
    if let bias, bias.shape != [weight.shape[0]] {
      throw MisuseError(
        "linear", "a bias of \(bias.shape) does not fit a weight of \(weight.shape)")
    }
    for other in parameters where other.dtype != dtype || other.device != device {
      throw MisuseError(
        "linear",
        "the input is \(dtype) on \(device), a parameter is \(other.dtype) on \(other.device)",
        hint: "move or convert one with to(_:)")
    }
    try ProductLimit.check("linear", self, weight)
  }
}
