internal import Kagami

/// Raises rates to a peak and lowers them far below where they began; momentum goes the other way.
///
/// ```swift
/// let scheduler = OneCycleLR(optimizer, maxLR: 0.1, totalSteps: batches * epochs)
/// // after every batch: optimizer.step(); scheduler.step()
/// ```
/// Rates begin at `maxLR/divFactor`, reach `maxLR` after the share `pctStart` of the steps and end at
/// `maxLR/(divFactor·finalDivFactor)`. Momentum, or the first beta, falls from `maxMomentum` to
/// `baseMomentum` and rises again. In three phases rates fall as slowly as they rose, then on to
/// the end. Source: Smith and Topin, 2018;
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html>.
public final class OneCycleLR: LRScheduler {
  /// The shape of a phase.
  public enum AnnealStrategy: String, Sendable, CaseIterable {
    /// Half a cosine.
    case cos
    /// A straight line.
    case linear

    func value(_ start: Double, _ end: Double, _ share: Double) -> Double {
      switch self {
      case .cos: end + (start - end) / 2 * (cosine(.pi * share) + 1)
      case .linear: (end - start) * share + start
      }
    }
  }

  private struct Phase {
    let end: Double
    let lr: [(start: Double, end: Double)]
    let momentum: [(start: Double, end: Double)]
  }

  /// The steps of the whole cycle.
  public let totalSteps: Int
  private let strategy: AnnealStrategy
  private let cycled: OptimizerSetting?
  private let phases: [Phase]

  /// A cycle with settings for each group; a list of one number is for all.
  ///
  /// - Parameters:
  ///   - optimizer: What to drive.
  ///   - maxLR: The highest rates.
  ///   - totalSteps: The steps of the cycle.
  ///   - pctStart: The share of the steps that rates rise for.
  ///   - annealStrategy: The form of the rise and the falls.
  ///   - cycleMomentum: Whether momentum moves too.
  ///   - baseMomentum: The lowest momenta.
  ///   - maxMomentum: The highest momenta.
  ///   - divFactor: The highest rate over the first.
  ///   - finalDivFactor: The first rate over the last.
  ///   - threePhase: Whether rates first fall as slowly as they rose.
  ///   - lastEpoch: The step that was last done; −1 to begin.
  /// - Precondition: `totalSteps` is above 0, `pctStart` in [0, 1], and an optimizer whose momentum
  ///   is cycled has one. Each phase is longer than a step.
  public init(
    _ optimizer: Optimizer, maxLR: [Double], totalSteps: Int, pctStart: Double = 0.3,
    annealStrategy: AnnealStrategy = .cos, cycleMomentum: Bool = true,
    baseMomentum: [Double] = [0.85], maxMomentum: [Double] = [0.95], divFactor: Double = 25,
    finalDivFactor: Double = 1e4, threePhase: Bool = false, lastEpoch: Int = -1
  ) {
    if totalSteps <= 0 { misuse("OneCycleLR", "totalSteps cannot be \(totalSteps)") }
    if !(0...1).contains(pctStart) { misuse("OneCycleLR", "pctStart cannot be \(pctStart)") }
    let count = optimizer.groups.count
    func spread(_ name: String, _ values: [Double]) -> [Double] {
      if values.count == 1 { return Array(repeating: values[0], count: count) }
      if values.count != count {
        misuse("OneCycleLR", "\(values.count) numbers of \(name) do not fit \(count) groups")
      }
      return values
    }
    let top = spread("maxLR", maxLR)
    let first = top.map { $0 / divFactor }
    let last = first.map { $0 / finalDivFactor }
    let (low, high) = (spread("baseMomentum", baseMomentum), spread("maxMomentum", maxMomentum))
    func line(_ from: [Double], _ to: [Double]) -> [(start: Double, end: Double)] {
      zip(from, to).map { ($0, $1) }
    }
    let rise = Phase(
      end: pctStart * Double(totalSteps) - 1, lr: line(first, top), momentum: line(high, low))
    let whole = Double(totalSteps - 1)
    phases =
      threePhase
      ? [
        rise,
        Phase(
          end: 2 * pctStart * Double(totalSteps) - 2, lr: line(top, first),
          momentum: line(low, high)),
        Phase(end: whole, lr: line(first, last), momentum: line(high, high)),
      ] : [rise, Phase(end: whole, lr: line(top, last), momentum: line(low, high))]
    self.totalSteps = totalSteps
    strategy = annealStrategy
    cycled =
      cycleMomentum ? [.momentum, .beta1].first { optimizer.defaults[$0] != nil } : nil
    if cycleMomentum, cycled == nil {
      misuse(
        "OneCycleLR", "\(type(of: optimizer)) has neither momentum nor betas to cycle",
        hint: "pass cycleMomentum: false")
    }
    if lastEpoch == -1 {
      for index in first.indices { optimizer.groups[index].settings[.initialLR] = first[index] }
    }
    super.init(optimizer, lastEpoch: lastEpoch)
  }

  /// A cycle with the same settings for every group.
  public convenience init(
    _ optimizer: Optimizer, maxLR: Double, totalSteps: Int, pctStart: Double = 0.3,
    annealStrategy: AnnealStrategy = .cos, cycleMomentum: Bool = true,
    baseMomentum: Double = 0.85, maxMomentum: Double = 0.95, divFactor: Double = 25,
    finalDivFactor: Double = 1e4, threePhase: Bool = false, lastEpoch: Int = -1
  ) {
    self.init(
      optimizer, maxLR: [maxLR], totalSteps: totalSteps, pctStart: pctStart,
      annealStrategy: annealStrategy, cycleMomentum: cycleMomentum, baseMomentum: [baseMomentum],
      maxMomentum: [maxMomentum], divFactor: divFactor, finalDivFactor: finalDivFactor,
      threePhase: threePhase, lastEpoch: lastEpoch)
  }

  /// The rates of the present step; momenta are set in passing.
  public override func rates() -> [Double] {
    let step = Double(lastEpoch)
    if lastEpoch > totalSteps {
      misuse(
        "OneCycleLR", "step \(lastEpoch) is beyond a cycle of \(totalSteps)",
        hint: "count batches times epochs for totalSteps")
    }
    let position = phases.firstIndex { step <= $0.end } ?? phases.count - 1
    let (phase, start) = (phases[position], position == 0 ? 0 : phases[position - 1].end)
    if phase.end == start {
      misuse("OneCycleLR", "phase \(position) of the cycle has no steps", hint: "move pctStart")
    }
    let share = (step - start) / (phase.end - start)
    if let cycled {
      var groups = optimizer.groups
      for (index, line) in phase.momentum.enumerated() where index < groups.count {
        groups[index].settings[cycled] = strategy.value(line.start, line.end, share)
      }
      optimizer.groups = groups
    }
    return phase.lr.map { strategy.value($0.start, $0.end, share) }
  }
}
