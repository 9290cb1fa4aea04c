/// `exp(x) / Σ exp(x)` along an axis.
struct Softmax: DifferentiableOperation {
  let name = "softmax"
  let saves: SavedTensors = .output
  let axis: Int

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    if x.count == 0 { return x.contiguousCopy() }
    let fused = x.device.backend.softmax(x.operand, axis: axis, isLogarithm: false)
    if let fused { return Tensor(fused, device: x.device) }
    // Exponents at or below 0 cannot overflow.
    let powers = (x - x.computing(.maximum, axes: [axis])).computing(.exp)
    return powers / powers.computing(.sum, axes: [axis])
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let y = context.output
    let weighted = context.gradient * y
    return [weighted - y * weighted.sum(axis: axis, keepDims: true)]
  }

  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    .softmax(context, axis: axis, isLogarithm: false)
  }
}

extension [Gradient?]? {
  /// The gradient of softmax or its logarithm in one pass over the rows, or nil where the device has no such
  /// way.
  static func softmax(_ context: BackwardContext, axis: Int, isLogarithm: Bool) -> [Gradient?]? {
    let (g, y) = (context.gradient, context.output)
    return g.device.backend.softmaxBackward(
      gradient: g.operand, output: y.operand, axis: axis, isLogarithm: isLogarithm
    ).map { [.dense(Tensor($0, device: g.device))] }
  }
}

extension Tensor {
  /// Elements along an axis as probabilities: `yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ)`.
  ///
  /// ```swift
  /// let logits = Tensor.randn([64, 10])
  /// logits.softmax(axis: 1)    // [64, 10], every row sums to 1
  /// ```
  /// The largest element is subtracted first, so that nothing overflows. The gradient is
  /// `yᵢ·(gᵢ − Σⱼ gⱼyⱼ)`. An element of −∞ gives 0; rows that hold NaN or +∞, or −∞ alone, give NaN,
  /// as in PyTorch. Source: <https://docs.pytorch.org/docs/stable/generated/torch.softmax.html>.
  ///
  /// - Parameter axis: The axis along which probabilities sum to 1; negative ones count from the end.
  /// - Returns: A tensor of the same shape; integers become `float32`.
  public func softmax(axis: Int) -> Tensor {
    alongAxis(axis, "softmax") { record(Softmax(axis: $1), $0) }
  }
}
