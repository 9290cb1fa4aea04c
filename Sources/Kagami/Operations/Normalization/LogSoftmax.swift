/// `x − log Σ exp(x)` along an axis.
struct LogSoftmax: DifferentiableOperation {
  let name = "logSoftmax"
  let saves: SavedTensors = .output
  let axis: Int

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    if x.count == 0 { return x.contiguousCopy() }
    let fused = x.device.backend.softmax(x.operand, axis: axis, isLogarithm: true)
    if let fused { return Tensor(fused, device: x.device) }
    // Shifted first and by the logarithm last: the sum of both would round away small differences.
    let shifted = x - x.computing(.maximum, axes: [axis])
    let sum = shifted.computing(.exp).computing(.sum, axes: [axis])
    return shifted - sum.computing(.log)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    return [g - context.output.exp() * g.sum(axis: axis, keepDims: true)]
  }

  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    .softmax(context, axis: axis, isLogarithm: true)
  }
}

extension Tensor {
  /// The logarithm of ``softmax(axis:)`` along an axis: `yᵢ = xᵢ − log Σⱼ exp(xⱼ)`.
  ///
  /// ```swift
  /// let logits = Tensor.randn([64, 10])
  /// logits.logSoftmax(axis: 1)    // [64, 10], nowhere above 0
  /// ```
  /// Exact where the probability itself would round to 0 or 1. The gradient is
  /// `gᵢ − exp(yᵢ)·Σⱼ gⱼ`. An element of −∞ gives −∞; rows that hold NaN or +∞, or −∞ alone, give
  /// NaN, as in PyTorch. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html>.
  ///
  /// - Parameter axis: The axis along which probabilities sum to 1; negative ones count from the end.
  /// - Returns: A tensor of the same shape; integers become `float32`.
  public func logSoftmax(axis: Int) -> Tensor {
    alongAxis(axis, "logSoftmax") { record(LogSoftmax(axis: $1), $0) }
  }
}
