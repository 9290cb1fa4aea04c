public import Kagami

/// `(x − mean)/√(variance + ε) · weight + bias`, the statistics being those of each feature over the
/// batch.
///
/// ```swift
/// let norm = BatchNorm1d(256)
/// norm(Tensor.randn([64, 256]))          // [64, 256]
/// norm(Tensor.randn([64, 256, 10]))      // [64, 256, 10]: statistics over axes 0 and 2
/// ```
/// In training the batch's mean and biased variance are used, and running ones follow:
/// `running ← (1 − momentum)·running + momentum·batch`, where the batch's variance is unbiased. In
/// evaluation the running ones are used. With `s = 1/√(variance + ε)` and `y` the standardized input,
/// the gradient of the input in training is `s·(h − mean h − y·mean(h·y))` for `h = g·weight`.
///
/// An empty batch is counted, and leaves the running mean and variance alone. Keys: `weight`, `bias`, `running_mean`,
/// `running_var`, `num_batches_tracked`, of which a state may lack the last. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html>.
public final class BatchNorm1d: Module {
  /// The extent of axis 1.
  public let numFeatures: Int
  /// What keeps the divisor from 0.
  public let eps: Double
  /// The share of the batch in the running statistics; nil for the plain mean over all batches.
  public let momentum: Double?
  /// Whether running statistics are kept.
  public let trackRunningStats: Bool
  /// The factors, `[features]`, or nil.
  public let weight: Parameter?
  /// The summands, `[features]`, or nil.
  public let bias: Parameter?
  /// The running mean, `[features]`, or nil.
  public let runningMean: Buffer?
  /// The running unbiased variance, `[features]`, or nil.
  public let runningVar: Buffer?
  /// The number of batches computed in training, `int64` of `[]`, or nil.
  public let numBatchesTracked: Buffer?

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
    Initialization.check("BatchNorm1d", [("numFeatures", numFeatures)])
    self.numFeatures = numFeatures
    self.eps = eps
    self.momentum = momentum
    self.trackRunningStats = trackRunningStats
    let (zeros, ones) = (
      Tensor.zeros([numFeatures], dtype: dtype), Tensor.ones([numFeatures], dtype: dtype)
    )
    weight = affine ? Parameter(ones) : nil
    self.bias = affine && bias ? Parameter(zeros) : nil
    runningMean = trackRunningStats ? Buffer(zeros) : nil
    runningVar = trackRunningStats ? Buffer(ones) : nil
    numBatchesTracked =
      trackRunningStats ? Buffer(Tensor.zeros([], dtype: .int64), mayBeMissing: true) : nil
  }

  public override func forward(_ x: Tensor) -> Tensor {
    if x.rank != 2 && x.rank != 3 {
      return misuse(
        "BatchNorm1d", "an input of \(x.shape) has \(x.rank) axes, expected 2 or 3", standIn: x)
    }
    if x.shape[1] != numFeatures {
      return misuse(
        "BatchNorm1d", "an input of \(x.shape) does not have \(numFeatures) features", standIn: x)
    }
    let axes = x.rank == 2 ? [0] : [0, 2]
    // One number for each feature, in line with axis 1.
    let shape: Shape = x.rank == 2 ? [1, numFeatures] : [1, numFeatures, 1]
    var y: Tensor
    if !training, let mean = runningMean, let variance = runningVar {
      let scale = 1 / (variance.value.reshape(shape) + eps).sqrt()
      y = (x - mean.value.reshape(shape)) * scale
    } else {
      y = standardized(x, axes)
    }
    if let weight { y = y * weight.value.reshape(shape) }
    if let bias { y = y + bias.value.reshape(shape) }
    return y
  }

  /// The input by the batch's own statistics, which the running ones take in.
  private func standardized(_ x: Tensor, _ axes: [Int]) -> Tensor {
    let values = axes.reduce(1) { $0 * x.shape[$1] }
    if training && values == 1 {
      return misuse(
        "BatchNorm1d", "expected more than 1 value per channel when training, got \(x.shape)",
        hint: "use a larger batch, or eval()", standIn: x)
    }
    let (result, moments) = x.standardized(axes, eps: eps)
    if training { track(moments, over: values) }
    return result
  }

  private func track(_ moments: Tensor.Moments, over values: Int) {
    guard let runningMean, let runningVar, let numBatchesTracked else { return }
    numBatchesTracked.update { $0 += 1 }
    if values == 0 { return }
    let share = momentum ?? 1 / numBatchesTracked.value.item()
    let unbiased = moments.variance * (Double(values) / Double(values - 1))
    for (running, batch) in [(runningMean, moments.mean), (runningVar, unbiased)] {
      running.assign(
        running.value * (1 - share) + batch.reshape(running.shape).to(running.dtype) * share)
    }
  }

  override var ownMembers: [Member]? {
    [
      weight.map { .parameter("weight", $0) }, bias.map { .parameter("bias", $0) },
      runningMean.map { .buffer("running_mean", $0) },
      runningVar.map { .buffer("running_var", $0) },
      numBatchesTracked.map { .buffer("num_batches_tracked", $0) },
    ].compactMap { $0 }
  }

  public override var extraDescription: String {
    "\(numFeatures), eps=\(PythonText.number(eps)), "
      + "momentum=\(momentum.map(PythonText.number) ?? "None"), "
      + "affine=\(PythonText.truth(weight != nil)), bias=\(PythonText.truth(bias != nil)), "
      + "track_running_stats=\(PythonText.truth(trackRunningStats))"
  }
}
