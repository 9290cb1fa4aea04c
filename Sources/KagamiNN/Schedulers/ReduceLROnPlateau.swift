internal import Kagami

/// Lowers rates when a metric has stopped getting better.
///
/// ```swift
/// let scheduler = ReduceLROnPlateau(optimizer, factor: 0.5, patience: 5)
/// scheduler.step(validationLoss)      // after every epoch
/// ```
/// After more than `patience` epochs without a metric better than the best by `threshold`, rates are
/// multiplied by `factor`, and for `cooldown` epochs nothing is counted. NaN is never better. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html>.
public final class ReduceLROnPlateau {
  /// Which metrics are better.
  public enum Mode: String, Sendable, CaseIterable {
    /// Small ones, such as losses.
    case min
    /// Large ones, such as accuracies.
    case max
  }

  /// What the threshold is measured by.
  public enum ThresholdMode: String, Sendable, CaseIterable {
    /// A share of the best metric.
    case rel
    /// The metric's own unit.
    case abs
  }

  /// The optimizer whose groups are driven.
  public let optimizer: Optimizer
  private let mode: Mode
  private let factor: Double
  private let patience: Int
  private let threshold: Double
  private let thresholdMode: ThresholdMode
  private let cooldown: Int
  private let minLRs: [Double]
  private let eps: Double

  /// The epochs done.
  public private(set) var lastEpoch = 0
  /// The rates after the last epoch, one for each group.
  public private(set) var lastLR: [Double]
  /// The best metric so far; infinite before the first.
  public private(set) var best: Double
  private var badEpochs = 0
  private var cooldownCounter = 0

  /// A schedule that waits for metrics.
  ///
  /// - Parameters:
  ///   - optimizer: What to drive.
  ///   - mode: Which metrics are better.
  ///   - factor: What rates are multiplied by; below 1.
  ///   - patience: The number of epochs without a better metric before a rate falls.
  ///   - threshold: How much better a metric must be to count.
  ///   - thresholdMode: What the threshold is measured by.
  ///   - cooldown: The epochs after a reduction in which nothing is counted.
  ///   - minLR: The rates that are not gone below: one for all groups, or one for each.
  ///   - eps: The smallest change of a rate; smaller ones are left out.
  /// - Precondition: `factor` is below 1.
  public init(
    _ optimizer: Optimizer, mode: Mode = .min, factor: Double = 0.1, patience: Int = 10,
    threshold: Double = 1e-4, thresholdMode: ThresholdMode = .rel, cooldown: Int = 0,
    minLR: [Double] = [0], eps: Double = 1e-8
  ) {
    if !(factor < 1) {
      misuse("ReduceLROnPlateau", "factor cannot be \(factor)", hint: "use one below 1")
    }
    if minLR.count != 1, minLR.count != optimizer.groups.count {
      misuse(
        "ReduceLROnPlateau",
        "\(minLR.count) lowest rates do not fit \(optimizer.groups.count) groups")
    }
    self.optimizer = optimizer
    self.mode = mode
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.thresholdMode = thresholdMode
    self.cooldown = cooldown
    self.minLRs = minLR
    self.eps = eps
    lastLR = optimizer.groups.map(\.lr)
    best = mode == .min ? .infinity : -.infinity
  }

  /// Takes in an epoch's metric.
  public func step(_ metric: Double) {
    lastEpoch += 1
    if isBetter(metric) {
      best = metric
      badEpochs = 0
    } else {
      badEpochs += 1
    }
    if cooldownCounter > 0 {
      cooldownCounter -= 1
      badEpochs = 0
    }
    if badEpochs > patience {
      reduce()
      cooldownCounter = cooldown
      badEpochs = 0
    }
    lastLR = optimizer.groups.map(\.lr)
  }

  private func isBetter(_ metric: Double) -> Bool {
    switch (mode, thresholdMode) {
    case (.min, .rel): metric < best * (1 - threshold)
    case (.min, .abs): metric < best - threshold
    case (.max, .rel): metric > best * (threshold + 1)
    case (.max, .abs): metric > best + threshold
    }
  }

  private func reduce() {
    var groups = optimizer.groups
    if minLRs.count != 1, minLRs.count != groups.count {
      misuse(
        "ReduceLROnPlateau", "\(minLRs.count) lowest rates do not fit \(groups.count) groups",
        hint: "make the scheduler after the last group is added")
    }
    for index in groups.indices {
      let lowest = minLRs.count == 1 ? minLRs[0] : minLRs[index]
      let rate = Swift.max(groups[index].lr * factor, lowest)
      if groups[index].lr - rate > eps { groups[index].lr = rate }
    }
    optimizer.groups = groups
  }

  /// A snapshot of the state.
  public func stateDict() -> SchedulerState {
    SchedulerState(
      scheduler: "ReduceLROnPlateau", lastEpoch: lastEpoch, stepCount: 0, baseLRs: lastLR,
      lastLR: lastLR, best: best.isInfinite ? nil : best, badEpochs: badEpochs,
      cooldownCounter: cooldownCounter)
  }

  /// Continues from a snapshot of a scheduler with the same arguments.
  ///
  /// - Throws: ``SchedulerStateError``, which lists all problems together.
  public func loadStateDict(_ state: SchedulerState) throws(SchedulerStateError) {
    let problems = state.problems(
      for: "ReduceLROnPlateau", groups: optimizer.groups.count, members: 0)
    if !problems.isEmpty {
      throw SchedulerStateError(scheduler: "ReduceLROnPlateau", problems: problems)
    }
    (lastEpoch, lastLR) = (state.lastEpoch, state.lastLR)
    best = state.best ?? (mode == .min ? .infinity : -.infinity)
    (badEpochs, cooldownCounter) = (state.badEpochs ?? 0, state.cooldownCounter ?? 0)
  }
}
