/// How far a schedule is.
///
/// ```swift
/// let data = try JSONEncoder().encode(scheduler.stateDict())
/// ```
public struct SchedulerState: Equatable, Codable, Sendable {
  /// The scheduler's type.
  public var scheduler: String
  /// The epoch that the present rates are for.
  public var lastEpoch: Int
  /// How often rates were computed.
  public var stepCount: Int
  /// The rates before any schedule, one for each group.
  public var baseLRs: [Double]
  /// The rates last set, one for each group.
  public var lastLR: [Double]
  /// A ``ReduceLROnPlateau``'s best metric; nil before the first.
  public var best: Double?
  /// A ``ReduceLROnPlateau``'s epochs since the metric was best.
  public var badEpochs: Int?
  /// A ``ReduceLROnPlateau``'s remaining epochs of cooldown.
  public var cooldownCounter: Int?
  /// The states of a ``SequentialLR``'s members.
  public var members: [SchedulerState] = []

  /// What keeps the state from fitting a scheduler of some type.
  func problems(for type: String, groups: Int, members: Int) -> [String] {
    if scheduler != type { return ["the state is of \(scheduler)"] }
    var problems: [String] = []
    if !(-1..<Int.max).contains(lastEpoch) || !(0..<Int.max).contains(stepCount) {
      problems.append("epoch \(lastEpoch) after \(stepCount) steps cannot be gone on from")
    }
    if lastLR.count != groups { problems.append("\(lastLR.count) rates, expected \(groups)") }
    if baseLRs.count != groups {
      problems.append("\(baseLRs.count) base rates, expected \(groups)")
    }
    if self.members.count != members {
      problems.append("\(self.members.count) members, expected \(members)")
    }
    return problems
  }
}

/// Everything that keeps a state from fitting a scheduler.
public struct SchedulerStateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The scheduler's type.
  public var scheduler: String
  /// What does not fit, in words: all of it.
  public var problems: [String]

  /// One line that names every problem.
  public var description: String {
    "the state does not fit \(scheduler): " + problems.joined(separator: "; ")
  }
}
