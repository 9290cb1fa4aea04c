public import Kagami

/// `(x − mean)/√(variance + ε) · weight + bias`, the statistics being those of each feature over the
/// batch.
///
/// ```swift
/// let norm = BatchNorm1d(256)
/// norm(Tensor.randn([64, 256]))          // [64, 256]
/// norm(Tensor.randn([64, 256, 10]))      // [64, 256, 10]: statistics over axes 0 and 2
/// ```
/// See ``BatchNorm`` for the running statistics and the gradient. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html>.
public final class BatchNorm1d: BatchNorm {
  /// A layer with factors 1, summands 0, running mean 0 and running variance 1.
  ///
  /// - Parameters:
  ///   - numFeatures: The extent of axis 1.
  ///   - eps: What keeps the divisor from 0.
  ///   - momentum: The share of each batch in the running statistics; nil for the plain mean over
  ///     all batches.
  ///   - affine: Whether there are factors and summands.
  ///   - trackRunningStats: Whether running statistics are kept; if not, the batch's are used in
  ///     evaluation too.
  ///   - dtype: The type of the parameters and statistics, `float32` or `float64`.
  ///   - bias: Whether there are summands, where there are factors.
  public init(
    _ numFeatures: Int, eps: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true,
    trackRunningStats: Bool = true, dtype: DType = .float32, bias: Bool = true
  ) {
    super.init(
      "BatchNorm1d", ranks: 2...3, numFeatures, eps: eps, momentum: momentum, affine: affine,
      trackRunningStats: trackRunningStats, dtype: dtype, bias: bias)
  }
}
