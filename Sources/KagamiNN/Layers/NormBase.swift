internal import Kagami

/// What ``BatchNorm`` and ``InstanceNorm`` have in common: factors, summands and running statistics of each channel.
///
/// Keys, where the members are there: `weight`, `bias`, `running_mean`, `running_var`, `num_batches_tracked`, of which a
/// state may lack the last.
public class NormBase: Module {
  /// The extent of the axis of channels.
  public let numFeatures: Int
  /// What keeps the divisor from 0.
  public let eps: Double
  /// The share of a batch in the running statistics, or nil.
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
  /// The number of batches computed in training, `int64` of `[]`, or nil; instances are not counted, as in PyTorch.
  public let numBatchesTracked: Buffer?

  /// - Parameter layer: The layer, for messages.
  init(
    _ layer: String, _ numFeatures: Int, eps: Double, momentum: Double?, affine: Bool,
    trackRunningStats: Bool, dtype: DType, bias: Bool = true
  ) {
    Initialization.check(layer, [("numFeatures", numFeatures)])
    (self.numFeatures, self.eps, self.momentum) = (numFeatures, eps, momentum)
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

  /// A batch by the running statistics in evaluation, where they are kept, and else by its own; then factors and
  /// summands.
  ///
  /// - Parameters:
  ///   - batch: `[n, features, …]`
  ///   - own: The batch by its own statistics.
  func normalized(_ batch: Tensor, own: () -> Tensor) -> Tensor {
    // One number for each feature, in line with axis 1.
    var shape = Shape(repeating: 1, count: batch.rank)
    shape[1] = numFeatures
    var y: Tensor
    if !training, let mean = runningMean, let variance = runningVar {
      let scale = 1 / (variance.value.reshape(shape) + eps).sqrt()
      y = (batch - mean.value.reshape(shape)) * scale
    } else {
      y = own()
    }
    if let weight { y = y * weight.value.reshape(shape) }
    if let bias { y = y + bias.value.reshape(shape) }
    return y
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
