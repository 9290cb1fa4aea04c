public import Kagami

/// Stochastic gradient descent, with momentum if wanted.
///
/// ```swift
/// let optimizer = SGD(model.parameters(), lr: 0.1, momentum: 0.9)
/// ```
/// `v ← μ·v + (1 − τ)·g`, `w ← w − lr·v`; the first velocity is the gradient itself. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html>.
public final class SGD: RuleOptimizer {
  /// An optimizer of groups; the other settings are those of groups that do not set them.
  ///
  /// - Parameters:
  ///   - groups: What to change.
  ///   - lr: The learning rate.
  ///   - momentum: The factor μ that velocities keep.
  ///   - dampening: The share τ of gradients that velocities do not take up.
  ///   - weightDecay: The factor of the weight that is added to its gradient.
  ///   - nesterov: Whether Nesterov's look-ahead is used.
  ///   - maximize: Whether the objective is to grow.
  /// - Precondition: `lr`, `momentum` and `weightDecay` are not negative; Nesterov needs momentum
  ///   and no dampening.
  public init(
    _ groups: [ParameterGroup], lr: Double = 1e-3, momentum: Double = 0, dampening: Double = 0,
    weightDecay: Double = 0, nesterov: Bool = false, maximize: Bool = false
  ) {
    super.init(
      groups,
      defaults: [
        .lr: lr, .momentum: momentum, .dampening: dampening, .weightDecay: weightDecay,
        .nesterov: nesterov ? 1 : 0, .maximize: maximize ? 1 : 0,
      ])
  }

  /// An optimizer of one group; see ``init(_:lr:momentum:dampening:weightDecay:nesterov:maximize:)``.
  public convenience init(
    _ parameters: [Parameter], lr: Double = 1e-3, momentum: Double = 0, dampening: Double = 0,
    weightDecay: Double = 0, nesterov: Bool = false, maximize: Bool = false
  ) {
    self.init(
      [ParameterGroup(parameters)], lr: lr, momentum: momentum, dampening: dampening,
      weightDecay: weightDecay, nesterov: nesterov, maximize: maximize)
  }

  public override func stateTensors(of group: ParameterGroup) -> [StateTensor] {
    group.momentum == 0 ? [] : [StateTensor("momentum_buffer")]
  }

  public override func rule(for step: StepInfo) -> any UpdateRule {
    let group = step.group
    return SGDRule(
      lr: group.lr, momentum: group.momentum, dampening: group.number(.dampening),
      weightDecay: group.weightDecay, nesterov: group.isOn(.nesterov), isFirst: step.isFirst,
      maximize: group.maximize)
  }

  /// Steps are not counted.
  public override var countsSteps: Bool { false }

  public override func problems(with settings: OptimizerSettings) -> [String] {
    var problems = super.problems(with: settings)
    if settings[.nesterov] == 1, settings[.momentum] == 0 || settings[.dampening] != 0 {
      problems.append("Nesterov needs a momentum above 0 and no dampening")
    }
    return problems
  }

  public override func stateNames(
    of group: ParameterGroup
  ) -> (required: Set<String>, allowed: Set<String>) {
    ([], ["momentum_buffer"])
  }
}
