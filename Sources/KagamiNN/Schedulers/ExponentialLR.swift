/// Multiplies rates by `gamma` every epoch.
///
/// ```swift
/// ExponentialLR(optimizer, gamma: 0.95)
/// ```
/// Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html>.
public final class ExponentialLR: LRScheduler {
  /// The factor of an epoch.
  public let gamma: Double

  /// A schedule of one factor.
  public init(_ optimizer: Optimizer, gamma: Double, lastEpoch: Int = -1) {
    self.gamma = gamma
    super.init(optimizer, lastEpoch: lastEpoch)
  }

  public override func rates() -> [Double] {
    isInitial ? currentLRs : currentLRs.map { $0 * gamma }
  }

  public override func closedFormRates() -> [Double]? {
    baseLRs.map { $0 * power(gamma, lastEpoch) }
  }
}
