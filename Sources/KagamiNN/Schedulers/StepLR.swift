internal import Kagami

/// Multiplies rates by `gamma` every `stepSize` epochs.
///
/// ```swift
/// StepLR(optimizer, stepSize: 30)     // 0.1 for 30 epochs, 0.01 for 30, …
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html>.
public final class StepLR: LRScheduler {
  /// The epochs between two drops.
  public let stepSize: Int
  /// The factor of a drop.
  public let gamma: Double

  /// - Precondition: `stepSize` is above 0.
  public init(_ optimizer: Optimizer, stepSize: Int, gamma: Double = 0.1, lastEpoch: Int = -1) {
    if stepSize <= 0 { misuse("StepLR", "stepSize cannot be \(stepSize)") }
    (self.stepSize, self.gamma) = (stepSize, gamma)
    super.init(optimizer, lastEpoch: lastEpoch)
  }

  public override func rates() -> [Double] {
    let isDrop = lastEpoch != 0 && lastEpoch % stepSize == 0
    return isDrop ? currentLRs.map { $0 * gamma } : currentLRs
  }

  public override func closedFormRates() -> [Double]? {
    baseLRs.map { $0 * power(gamma, lastEpoch / stepSize) }
  }
}
