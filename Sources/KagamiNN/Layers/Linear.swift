public import Kagami

/// `y = x·Wᵀ + b`: every output is a weighted sum of all inputs.
///
/// ```swift
/// let layer = Linear(100, 256)
/// layer(Tensor.randn([64, 100]))    // [64, 256]
/// ```
/// The weight is `[out, in]`. Weight and then bias are drawn from U(−1/√in, 1/√in), PyTorch's
/// numbers for the same seed. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html>.
public final class Linear: Module, EpilogueFusing {
  /// The factors, `[out, in]`.
  public let weight: Parameter
  /// The summands, `[out]`, or nil.
  public let bias: Parameter?

  /// A layer with freshly drawn parameters.
  ///
  /// - Parameters:
  ///   - inFeatures: The last extent of inputs.
  ///   - outFeatures: The last extent of outputs.
  ///   - bias: Whether there is one.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inFeatures: Int, _ outFeatures: Int, bias: Bool = true, dtype: DType = .float32
  ) {
    Initialization.check(
      "Linear", [("inFeatures", inFeatures), ("outFeatures", outFeatures)])
    let shape: Shape = [outFeatures, inFeatures]
    weight = Parameter(Initialization.kaimingUniform(shape, fanIn: inFeatures, dtype: dtype))
    self.bias =
      bias
      ? Parameter(Initialization.fanInUniform([outFeatures], fanIn: inFeatures, dtype: dtype))
      : nil
  }

  /// The last extent of inputs.
  public var inFeatures: Int { weight.shape[1] }
  /// The last extent of outputs.
  public var outFeatures: Int { weight.shape[0] }

  public override func forward(_ x: Tensor) -> Tensor { x.linear(weight.value, bias?.value) }

  /// The layer and then `epilogue` of each element, in one pass over memory.
  public func forward(_ x: Tensor, then epilogue: Epilogue) -> Tensor {
    x.linear(weight.value, bias?.value, then: epilogue)
  }

  /// Named here, so that walks through many layers need no reflection.
  override var ownMembers: [Member]? {
    guard let bias else { return [.parameter("weight", weight)] }
    return [.parameter("weight", weight), .parameter("bias", bias)]
  }

  public override var extraDescription: String {
    "in_features=\(inFeatures), out_features=\(outFeatures), bias=\(PythonText.truth(bias != nil))"
  }
}
