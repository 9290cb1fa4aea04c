internal import Kagami
public import KagamiNN

/// Batch normalization by the statistics of all ranks' batches.
///
/// ```swift
/// let model = LeNetWithNorms()
/// SyncBatchNorm.convert(model, group: world)
/// let parallel = try DistributedDataParallel(model)
/// ```
/// Layers stay what they are, with their names and states; only what they take mean and variance from in training
/// changes. The outputs, the running statistics and, after averaging, the gradients are those of one process with the
/// whole batch. Each training pass sums twice over the ranks, and twice more backward. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.SyncBatchNorm.html>.
public enum SyncBatchNorm {
  /// Makes every `BatchNorm` of a model take its statistics from all ranks.
  ///
  /// - Parameters:
  ///   - model: Of the same structure on every rank.
  ///   - group: The ranks; one alone changes nothing.
  /// - Returns: How many layers it has of the kind.
  @discardableResult
  public static func convert(_ model: Module, group: ProcessGroup) -> Int {
    let layers = model.modules().compactMap { $0 as? BatchNorm }
    let statistics = group.size > 1 ? SynchronizedStatistics(group: group) : nil
    for layer in layers { layer.statistics = statistics }
    return layers.count
  }
}

/// Mean and variance over the batches of all ranks.
struct SynchronizedStatistics: BatchStatistics {
  let group: ProcessGroup

  func standardized(
    _ x: Tensor, _ axes: [Int], eps: Double
  ) -> (result: Tensor, moments: Tensor.Moments, values: Int) {
    let own = axes.reduce(1) { $0 * x.shape[$1] }
    let sums = x.sum(axes: axes, keepDims: true)
    // The number of values moves with the sums: ranks may have batches of different sizes.
    let features = x.shape[1]
    let all = Tensor.concatenate([
      sums.reshape([features]),
      Tensor.full([1], Double(own), dtype: sums.dtype, device: sums.device),
    ]).allReduced(over: group)
    let values = Int(all[features].item().rounded())
    if values < 2 {
      misuse(
        "SyncBatchNorm",
        "expected more than 1 value per channel over all ranks when training, got \(x.shape)",
        hint: "use a larger batch, or eval()")
    }
    let mean = all[0..<features].reshape(sums.shape) / Double(values)
    let centred = x - mean
    let variance =
      (centred * centred).sum(axes: axes, keepDims: true).allReduced(over: group) / Double(values)
    return (
      centred / (variance + eps).sqrt(),
      Tensor.Moments(mean: mean.detach(), variance: variance.detach()), values
    )
  }
}
