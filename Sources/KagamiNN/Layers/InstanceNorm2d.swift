public import Kagami

/// `(x − mean)/√(variance + ε) · weight + bias`, the statistics being those of each channel of each image.
///
/// ```swift
/// InstanceNorm2d(16)(Tensor.randn([64, 16, 28, 28]))     // [64, 16, 28, 28]
/// InstanceNorm2d(16)(Tensor.randn([16, 28, 28]))         // [16, 28, 28]
/// ```
/// See ``InstanceNorm`` for running statistics and the gradient. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html>.
public final class InstanceNorm2d: InstanceNorm {
  /// A layer without parameters unless they are asked for; factors begin as 1, summands as 0.
  ///
  /// - Parameters:
  ///   - numFeatures: The channels of inputs.
  ///   - eps: What keeps the divisor from 0.
  ///   - momentum: The share of each batch in the running statistics.
  ///   - affine: Whether there are factors and summands.
  ///   - trackRunningStats: Whether running statistics are kept, and used in evaluation.
  ///   - dtype: The type of the parameters and statistics, `float32` or `float64`.
  public init(
    _ numFeatures: Int, eps: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = false,
    trackRunningStats: Bool = false, dtype: DType = .float32
  ) {
    super.init(
      "InstanceNorm2d", positionAxes: 2, numFeatures, eps: eps, momentum: momentum,
      affine: affine, trackRunningStats: trackRunningStats, dtype: dtype)
  }
}
