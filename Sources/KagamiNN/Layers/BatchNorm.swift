public import Kagami

/// What ``BatchNorm1d`` and ``BatchNorm2d`` have in common: `(x − mean)/√(variance + ε) · weight + bias`, the
/// statistics being those of each feature over the batch and all axes behind axis 1.
///
/// In training the batch's mean and biased variance are used, and running ones follow:
/// `running ← (1 − momentum)·running + momentum·batch`, where the batch's variance is unbiased. In
/// evaluation the running ones are used. With `s = 1/√(variance + ε)` and `y` the standardized input,
/// the gradient of the input in training is `s·(h − mean h − y·mean(h·y))` for `h = g·weight`.
///
/// A ``NormBase/momentum`` of nil takes the plain mean over all batches. An empty batch is counted, and leaves the running
/// mean and variance alone.
public class BatchNorm: NormBase {
  /// The numbers of axes that inputs may have.
  private let ranks: ClosedRange<Int>
  /// What statistics are of in training, where that is more than the layer's own batch.
  package var statistics: (any BatchStatistics)?

  /// - Parameters:
  ///   - layer: The layer, for messages.
  ///   - ranks: The numbers of axes that inputs may have.
  init(
    _ layer: String, ranks: ClosedRange<Int>, _ numFeatures: Int, eps: Double, momentum: Double?,
    affine: Bool, trackRunningStats: Bool, dtype: DType, bias: Bool
  ) {
    self.ranks = ranks
    super.init(
      layer, numFeatures, eps: eps, momentum: momentum, affine: affine,
      trackRunningStats: trackRunningStats, dtype: dtype, bias: bias)
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
    return normalized(x) { standardized(x, x.shape.indices.filter { $0 != 1 }) }
  }

  /// The input by the batch's own statistics, which the running ones take in.
  private func standardized(_ x: Tensor, _ axes: [Int]) -> Tensor {
    if training, let statistics {
      let (result, moments, values) = statistics.standardized(x, axes, eps: eps)
      track(moments, over: values)
      return result
    }
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
}
