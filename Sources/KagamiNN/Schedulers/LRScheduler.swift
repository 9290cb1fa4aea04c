internal import Kagami

/// Changes the learning rates of an optimizer from step to step.
///
/// ```swift
/// let scheduler = CosineAnnealingLR(optimizer, tMax: 100)
/// for _ in 0..<100 {
///   trainOneEpoch()          // optimizer.step(), many times
///   scheduler.step()
/// }
/// ```
/// Making one sets the rates for epoch 0. Rates follow PyTorch's recurrences, each from the rate
/// before it, so that several schedulers may drive one optimizer together. A schedule of your own
/// overrides ``rates()``. Source:
/// <https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate>.
open class LRScheduler {
  /// The optimizer whose groups are driven.
  public let optimizer: Optimizer
  /// The epoch that the present rates are for; 0 after making.
  public private(set) var lastEpoch: Int
  /// The rates last set, one for each group.
  public internal(set) var lastLR: [Double] = []
  /// The rates before any schedule, one for each group.
  public private(set) var baseLRs: [Double]

  /// How often rates were computed since making or going back, the first time included.
  var stepCount = 0
  /// Whether the rates for the first epoch are being computed.
  var isInitial = false

  /// Sets the rates for the epoch after `lastEpoch`.
  ///
  /// - Parameters:
  ///   - optimizer: What to drive.
  ///   - lastEpoch: The epoch that was last done; −1 to begin.
  /// - Precondition: an optimizer that begins later than at −1 has been scheduled before, or has
  ///   loaded the state of one that was.
  public init(_ optimizer: Optimizer, lastEpoch: Int = -1) {
    if !(-1..<Int.max).contains(lastEpoch) {
      misuse("\(type(of: self))", "lastEpoch cannot be \(lastEpoch)", hint: "-1 begins a schedule")
    }
    self.optimizer = optimizer
    self.lastEpoch = lastEpoch
    baseLRs = []
    for index in optimizer.groups.indices {
      if lastEpoch == -1, optimizer.groups[index].settings[.initialLR] == nil {
        optimizer.groups[index].settings[.initialLR] = optimizer.groups[index].lr
      }
    }
    baseLRs = optimizer.groups.enumerated().map { index, group in
      guard let rate = group.settings[.initialLR] else {
        misuse(
          "\(type(of: self))", "group \(index) has no initial rate to go on from",
          hint: "load the optimizer's state first, or begin with lastEpoch: -1")
      }
      return rate
    }
    takeInitialStep()
  }

  /// Goes to the next epoch: once after every epoch, or every batch, of optimizer steps.
  public func step() {
    stepCount += 1
    advance()
  }

  /// The rates for ``LRScheduler/lastEpoch``, one for each group, from the rates that groups have now.
  open func rates() -> [Double] {
    misuse("\(type(of: self))", "a scheduler must override rates()")
  }

  /// The rates for ``LRScheduler/lastEpoch`` from ``LRScheduler/baseLRs`` alone, where there is such a
  /// formula.
  ///
  /// A ``SequentialLR`` starts a scheduler by it.
  open func closedFormRates() -> [Double]? { nil }

  /// The rates that groups have now.
  public var currentLRs: [Double] { optimizer.groups.map(\.lr) }

  /// Sets the rates for the first epoch.
  func takeInitialStep() {
    stepCount = 0
    isInitial = true
    step()
    isInitial = false
  }

  /// Goes one epoch on.
  func advance() {
    lastEpoch += 1
    set(rates())
  }

  /// Starts over at epoch 0.
  func restart() {
    lastEpoch = 0
    set(closedFormRates() ?? rates())
  }

  /// Goes one epoch back without changing rates; for containers, which start their members when it
  /// is their turn.
  func undoInitialStep() { lastEpoch -= 1 }

  /// What a container's count of epochs is set to.
  func setEpoch(_ epoch: Int) { lastEpoch = epoch }

  private func set(_ rates: [Double]) {
    if rates.count != optimizer.groups.count {
      misuse(
        "\(type(of: self))",
        "there are rates for \(rates.count) groups, and the optimizer has "
          + "\(optimizer.groups.count)", hint: "make the scheduler after the last group is added")
    }
    var groups = optimizer.groups
    for (index, rate) in rates.enumerated() {
      // Rounding may make a rate slightly negative, which optimizers do not accept.
      let isRounding = rate < 0 && -rate <= 1e-12 * baseLRs[index].magnitude
      groups[index].lr = isRounding ? 0 : rate
    }
    optimizer.groups = groups
    lastLR = currentLRs
  }

  /// A snapshot of how far the schedule is; the rates themselves are in the optimizer's state too.
  ///
  /// Arguments of the initializer, such as `gamma`, are not part of it.
  public func stateDict() -> SchedulerState {
    SchedulerState(
      scheduler: "\(type(of: self))", lastEpoch: lastEpoch, stepCount: stepCount,
      baseLRs: baseLRs, lastLR: lastLR)
  }

  /// Continues from a snapshot of a scheduler with the same arguments.
  ///
  /// The optimizer loads its own state, before or after. Nothing is changed unless everything fits.
  ///
  /// - Throws: ``SchedulerStateError``, which lists all problems together.
  public func loadStateDict(_ state: SchedulerState) throws(SchedulerStateError) {
    let problems = problems(with: state)
    if !problems.isEmpty {
      throw SchedulerStateError(scheduler: "\(type(of: self))", problems: problems)
    }
    take(state)
  }

  /// What keeps a state from fitting, in words.
  func problems(with state: SchedulerState) -> [String] {
    state.problems(for: "\(type(of: self))", groups: optimizer.groups.count, members: 0)
  }

  /// Takes over a state that fits.
  func take(_ state: SchedulerState) {
    (lastEpoch, stepCount) = (state.lastEpoch, state.stepCount)
    (baseLRs, lastLR) = (state.baseLRs, state.lastLR)
  }
}
