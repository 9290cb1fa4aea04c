public import Kagami

/// What ``InstanceNorm1d`` and ``InstanceNorm2d`` have in common: `(x − mean)/√(variance + ε) · weight + bias`, the
/// statistics being those of each channel of each sample over its positions.
///
/// They are used in evaluation too, unless running ones are kept: those follow the mean over the batch of the samples'
/// means and unbiased variances, `running ← (1 − momentum)·running + momentum·batch`. The variance is biased; the
/// gradient of the input is `s·(h − mean h − y·mean(h·y))` for `s = 1/√(variance + ε)`, the standardized input `y` and
/// `h = g·weight`. Keys, where the members are there: `weight`, `bias`, `running_mean`, `running_var`,
/// `num_batches_tracked`, which stays 0 as in PyTorch, and which a state may lack.
public class InstanceNorm: Module {
  /// The channels of inputs.
  public let numFeatures: Int
  /// What keeps the divisor from 0.
  public let eps: Double
  /// The share of a batch in the running statistics; nil for 0, as PyTorch has it here.
  public let momentum: Double?
  /// Whether running statistics are kept.
  public let trackRunningStats: Bool
  /// The factors, `[channels]`, or nil.
  public let weight: Parameter?
  /// The summands, `[channels]`, or nil.
  public let bias: Parameter?
  /// The running mean, `[channels]`, or nil.
  public let runningMean: Buffer?
  /// The running unbiased variance, `[channels]`, or nil.
  public let runningVar: Buffer?
  /// 0, `int64` of `[]`, or nil.
  public let numBatchesTracked: Buffer?
  /// Axes of an input behind that of its channels.
  private let positionAxes: Int

  /// - Parameters:
  ///   - layer: The layer, for messages.
  ///   - positionAxes: Axes of an input behind that of its channels.
  init(
    _ layer: String, positionAxes: Int, _ numFeatures: Int, eps: Double, momentum: Double?,
    affine: Bool, trackRunningStats: Bool, dtype: DType
  ) {
    Initialization.check(layer, [("numFeatures", numFeatures)])
    (self.numFeatures, self.eps, self.momentum) = (numFeatures, eps, momentum)
    (self.trackRunningStats, self.positionAxes) = (trackRunningStats, positionAxes)
    let (zeros, ones) = (
      Tensor.zeros([numFeatures], dtype: dtype), Tensor.ones([numFeatures], dtype: dtype)
    )
    weight = affine ? Parameter(ones) : nil
    bias = affine ? Parameter(zeros) : nil
    runningMean = trackRunningStats ? Buffer(zeros) : nil
    runningVar = trackRunningStats ? Buffer(ones) : nil
    numBatchesTracked =
      trackRunningStats ? Buffer(Tensor.zeros([], dtype: .int64), mayBeMissing: true) : nil
  }

  /// The standardized samples.
  ///
  /// - Parameter x: `[n, channels, …]`, or one sample without n.
  public override func forward(_ x: Tensor) -> Tensor {
    let layer = "\(type(of: self))"
    if x.rank != positionAxes + 1 && x.rank != positionAxes + 2 {
      return misuse(
        layer,
        "an input of \(x.shape) has \(x.rank) axes, expected \(positionAxes + 1) or \(positionAxes + 2)",
        standIn: x)
    }
    if x.shape[x.rank - positionAxes - 1] != numFeatures {
      return misuse(
        layer, "an input of \(x.shape) does not have \(numFeatures) channels", standIn: x)
    }
    let isOne = x.rank == positionAxes + 1
    let batch = isOne ? x.unsqueeze(axis: 0) : x
    var shape = Shape(repeating: 1, count: batch.rank)
    shape[1] = numFeatures
    var y: Tensor
    if !training, let mean = runningMean, let variance = runningVar {
      let scale = 1 / (variance.value.reshape(shape) + eps).sqrt()
      y = (batch - mean.value.reshape(shape)) * scale
    } else {
      if batch.shape.dropFirst(2).reduce(1, *) == 1 {
        return misuse(
          layer, "expected more than 1 position in an input of \(x.shape)",
          hint: "its statistics would be those of single numbers", standIn: x)
      }
      let (result, moments) = batch.standardized(Array(2..<batch.rank), eps: eps)
      if training { track(moments, of: batch) }
      y = result
    }
    if let weight { y = y * weight.value.reshape(shape) }
    if let bias { y = y + bias.value.reshape(shape) }
    return isOne ? y.squeeze(axis: 0) : y
  }

  private func track(_ moments: Tensor.Moments, of batch: Tensor) {
    guard let runningMean, let runningVar, batch.count > 0 else { return }
    let (share, values) = (momentum ?? 0, Double(batch.shape.dropFirst(2).reduce(1, *)))
    let unbiased = moments.variance * (values / (values - 1))
    for (running, samples) in [(runningMean, moments.mean), (runningVar, unbiased)] {
      let mean = samples.reshape([batch.shape[0], numFeatures]).mean(axis: 0).to(running.dtype)
      running.assign(running.value * (1 - share) + mean * share)
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
