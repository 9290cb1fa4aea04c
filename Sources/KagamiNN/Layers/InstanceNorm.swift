public import Kagami

/// What ``InstanceNorm1d`` and ``InstanceNorm2d`` have in common: `(x − mean)/√(variance + ε) · weight + bias`, the
/// statistics being those of each channel of each sample over its positions.
///
/// They are used in evaluation too, unless running ones are kept: those follow the mean over the batch of the samples'
/// means and unbiased variances, `running ← (1 − momentum)·running + momentum·batch`. The variance is biased; the
/// gradient of the input is `s·(h − mean h − y·mean(h·y))` for `s = 1/√(variance + ε)`, the standardized input `y` and
/// `h = g·weight`. A ``NormBase/momentum`` of nil counts as 0, as PyTorch has it here.
public class InstanceNorm: NormBase {
  /// Axes of an input behind that of its channels.
  private let positionAxes: Int

  /// - Parameters:
  ///   - layer: The layer, for messages.
  ///   - positionAxes: Axes of an input behind that of its channels.
  init(
    _ layer: String, positionAxes: Int, _ numFeatures: Int, eps: Double, momentum: Double?,
    affine: Bool, trackRunningStats: Bool, dtype: DType
  ) {
    self.positionAxes = positionAxes
    super.init(
      layer, numFeatures, eps: eps, momentum: momentum, affine: affine,
      trackRunningStats: trackRunningStats, dtype: dtype)
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
    let y = normalized(batch) {
      if batch.shape.dropFirst(2).reduce(1, *) == 1 {
        return misuse(
          layer, "expected more than 1 position in an input of \(x.shape)",
          hint: "its statistics would be those of single numbers", standIn: batch)
      }
      let (result, moments) = batch.standardized(Array(2..<batch.rank), eps: eps)
      if training { track(moments, of: batch) }
      return result
    }
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
}
