internal import Kagami

/// Runs schedulers one after the other.
///
/// ```swift
/// let scheduler = SequentialLR(
///   optimizer,
///   schedulers: [
///     LinearLR(optimizer, startFactor: 0.1, totalIters: 5),
///     CosineAnnealingLR(optimizer, tMax: 95),
///   ], milestones: [5])
/// ```
/// A scheduler starts over at epoch 0 at its milestone. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html>.
public final class SequentialLR: LRScheduler {
  private let schedulers: [LRScheduler]
  private let milestones: [Int]
  private var isMade = false

  /// - Parameters:
  ///   - optimizer: What to drive.
  ///   - schedulers: At least one, all of `optimizer`.
  ///   - milestones: The epochs at which the second and later ones start, in order.
  public init(_ optimizer: Optimizer, schedulers: [LRScheduler], milestones: [Int]) {
    if schedulers.isEmpty { misuse("SequentialLR", "there are no schedulers") }
    if milestones.count != schedulers.count - 1 {
      misuse(
        "SequentialLR",
        "\(milestones.count) milestones do not part \(schedulers.count) schedulers")
    }
    if milestones != milestones.sorted() {
      misuse("SequentialLR", "milestones \(milestones) are not in order")
    }
    if schedulers.contains(where: { $0.optimizer !== optimizer }) {
      misuse("SequentialLR", "a scheduler drives another optimizer")
    }
    (self.schedulers, self.milestones) = (schedulers, milestones)
    super.init(optimizer)
  }

  /// Undoes the members' initial steps and computes the first rates again.
  override func takeInitialStep() {
    if !isMade { undoInitialStep() }
    isMade = true
    var groups = optimizer.groups
    for index in groups.indices {
      if let rate = groups[index].settings[.initialLR] { groups[index].lr = rate }
    }
    optimizer.groups = groups
    start { $0.takeInitialStep() }
  }

  override func undoInitialStep() {
    for scheduler in schedulers { scheduler.undoInitialStep() }
  }

  override func restart() { start { $0.restart() } }

  private func start(_ body: (LRScheduler) -> Void) {
    setEpoch(0)
    let first = schedulers[index(at: 0)]
    body(first)
    lastLR = first.lastLR
  }

  override func advance() {
    setEpoch(lastEpoch + 1)
    let position = index(at: lastEpoch)
    let scheduler = schedulers[position]
    if position > 0, milestones[position - 1] == lastEpoch {
      scheduler.restart()
    } else {
      scheduler.step()
    }
    lastLR = scheduler.lastLR
  }

  private func index(at epoch: Int) -> Int { milestones.count { $0 <= epoch } }

  /// A snapshot with those of all members.
  public override func stateDict() -> SchedulerState {
    var state = super.stateDict()
    state.members = schedulers.map { $0.stateDict() }
    return state
  }

  override func problems(with state: SchedulerState) -> [String] {
    let own = state.problems(
      for: "SequentialLR", groups: optimizer.groups.count, members: schedulers.count)
    guard own.isEmpty else { return own }
    return zip(schedulers, state.members).enumerated().flatMap { index, pair in
      pair.0.problems(with: pair.1).map { "member \(index): \($0)" }
    }
  }

  override func take(_ state: SchedulerState) {
    super.take(state)
    for (scheduler, member) in zip(schedulers, state.members) { scheduler.take(member) }
  }
}
