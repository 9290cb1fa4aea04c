public import Kagami

/// What ``BatchNorm1d`` and ``BatchNorm2d`` have in common: `(x − mean)/√(variance + ε) · weight + bias`, the
/// statistics being those of each feature over the batch and all axes behind axis 1.
///
/// In training the batch's mean and biased variance are used, and running ones follow:
/// `running ← (1 − momentum)·running + momentum·batch`, where the batch's variance is unbiased. In
/// evaluation the running ones are used. With `s = 1/√(variance + ε)` and `y` the standardized input,
/// the gradient of the input in training is `s·(h − mean h − y·mean(h·y))` for `h = g·weight`.
///
/// An empty batch is counted, and leaves the running mean and variance alone. Keys: `weight`, `bias`, `running_mean`,
/// `running_var`, `num_batches_tracked`, of which a state may lack the last.
public class BatchNorm: Module {
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

  /// The numbers of axes that inputs may have.
  private let ranks: ClosedRange<Int>

  /// - Parameters:
  ///   - layer: The layer, for messages.
  ///   - ranks: The numbers of axes that inputs may have.
  init(
    _ layer: String, ranks: ClosedRange<Int>, _ numFeatures: Int, eps: Double, momentum: Double?,
    affine: Bool, trackRunningStats: Bool, dtype: DType, bias: Bool
  ) {
    Initialization.check(layer, [("numFeatures", numFeatures)])
    self.ranks = ranks
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
    let layer = "\(type(of: self))"
    if !ranks.contains(x.rank) {
      let expected = Set([ranks.lowerBound, ranks.upperBound]).sorted()
      return misuse(
        layer,
        "an input of \(x.shape) has \(x.rank) axes, expected "
          + expected.map(String.init).joined(separator: " or "), standIn: x)
    }
    if x.shape[1] != numFeatures {
      return misuse(
        layer, "an input of \(x.shape) does not have \(numFeatures) features", standIn: x)
    }
    let axes = x.shape.indices.filter { $0 != 1 }
    // One number for each feature, in line with axis 1.
    var shape = Shape(repeating: 1, count: x.rank)
    shape[1] = numFeatures
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
        "\(type(of: self))", "expected more than 1 value per channel when training, got \(x.shape)",
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
