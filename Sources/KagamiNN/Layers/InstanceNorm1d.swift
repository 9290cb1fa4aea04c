public import Kagami

/// `(x − mean)/√(variance + ε) · weight + bias`, the statistics being those of each channel of each sequence.
///
/// ```swift
/// InstanceNorm1d(8)(Tensor.randn([64, 8, 100]))          // [64, 8, 100]
/// InstanceNorm1d(8)(Tensor.randn([8, 100]))              // [8, 100]
/// ```
/// See ``InstanceNorm`` for running statistics and the gradient. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm1d.html>.
public final class InstanceNorm1d: InstanceNorm {
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
      "InstanceNorm1d", positionAxes: 1, numFeatures, eps: eps, momentum: momentum,
      affine: affine, trackRunningStats: trackRunningStats, dtype: dtype)
  }
}
