internal import Kagami

/// Moves the factor of rates evenly from one number to another, then leaves them: a warm-up.
///
/// ```swift
/// LinearLR(optimizer, startFactor: 0.1, totalIters: 10)
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html>.
public final class LinearLR: LRScheduler {
  /// The factor at epoch 0.
  public let startFactor: Double
  /// The factor at epoch ``totalIters`` and after.
  public let endFactor: Double
  /// The epochs from one to the other.
  public let totalIters: Int

  /// - Precondition: `startFactor` is in (0, 1], `endFactor` in [0, 1], `totalIters` above 0.
  public init(
    _ optimizer: Optimizer, startFactor: Double = 1.0 / 3, endFactor: Double = 1,
    totalIters: Int = 5, lastEpoch: Int = -1
  ) {
    if !(startFactor > 0 && startFactor <= 1) {
      misuse("LinearLR", "startFactor cannot be \(startFactor)", hint: "use 0 < startFactor ≤ 1")
    }
    if !(0...1).contains(endFactor) {
      misuse("LinearLR", "endFactor cannot be \(endFactor)", hint: "use 0 ≤ endFactor ≤ 1")
    }
    if totalIters <= 0 { misuse("LinearLR", "totalIters cannot be \(totalIters)") }
    (self.startFactor, self.endFactor, self.totalIters) = (startFactor, endFactor, totalIters)
    super.init(optimizer, lastEpoch: lastEpoch)
  }

  public override func rates() -> [Double] {
    if lastEpoch == 0 { return currentLRs.map { $0 * startFactor } }
    if isInitial || lastEpoch > totalIters { return currentLRs }
    let slope = endFactor - startFactor
    let before = Double(totalIters) * startFactor + Double(lastEpoch - 1) * slope
    return currentLRs.map { $0 * (1 + slope / before) }
  }

  public override func closedFormRates() -> [Double]? {
    let done = Double(min(totalIters, lastEpoch))
    return baseLRs.map {
      $0 * (startFactor + (endFactor - startFactor) * done / Double(totalIters))
    }
  }
}
