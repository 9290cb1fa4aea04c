/// Multiplies rates by `gamma` at each milestone.
///
/// ```swift
/// MultiStepLR(optimizer, milestones: [30, 80])
/// ```
/// A milestone that is listed twice counts twice. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html>.
public final class MultiStepLR: LRScheduler {
  /// The epochs of drops.
  public let milestones: [Int]
  /// The factor of a drop.
  public let gamma: Double

  /// A schedule that drops at `milestones`, in any order.
  public init(
    _ optimizer: Optimizer, milestones: [Int], gamma: Double = 0.1, lastEpoch: Int = -1
  ) {
    (self.milestones, self.gamma) = (milestones, gamma)
    super.init(optimizer, lastEpoch: lastEpoch)
  }

  public override func rates() -> [Double] {
    let drops = milestones.count { $0 == lastEpoch }
    return drops == 0 ? currentLRs : currentLRs.map { $0 * power(gamma, drops) }
  }

  public override func closedFormRates() -> [Double]? {
    let drops = milestones.count { $0 <= lastEpoch }
    return baseLRs.map { $0 * power(gamma, drops) }
  }
}
