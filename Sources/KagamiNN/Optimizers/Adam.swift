public import Kagami

/// Adam: steps scaled by running means of the gradient and of its square.
///
/// ```swift
/// let optimizer = Adam(generator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
/// ```
/// `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
/// `w ← w − lr/(1 − β₁ᵗ) · m/(√v/√(1 − β₂ᵗ) + ε)`. Weight decay is added to the gradient, or, where
/// decoupled, `w ← (1 − lr·decay)·w` comes first. Source: Kingma and Ba, 2015;
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html>.
public class Adam: RuleOptimizer {
  /// An optimizer of groups; the other settings are those of groups that do not set them.
  ///
  /// - Parameters:
  ///   - groups: What to change.
  ///   - lr: The learning rate.
  ///   - betas: The factors β₁, β₂ that the means keep.
  ///   - eps: What is added to the denominator.
  ///   - weightDecay: The factor of the weight that is added to its gradient.
  ///   - amsgrad: Whether the largest `v` so far is used.
  ///   - maximize: Whether the objective is to grow.
  ///   - decoupledWeightDecay: Whether weights shrink by themselves, as in ``AdamW``.
  /// - Precondition: `lr`, `eps` and `weightDecay` are not negative; both betas are in [0, 1).
  public init(
    _ groups: [ParameterGroup], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 0, amsgrad: Bool = false, maximize: Bool = false,
    decoupledWeightDecay: Bool = false
  ) {
    super.init(
      groups,
      defaults: [
        .lr: lr, .beta1: betas.0, .beta2: betas.1, .eps: eps, .weightDecay: weightDecay,
        .amsgrad: amsgrad ? 1 : 0, .maximize: maximize ? 1 : 0,
        .decoupledWeightDecay: decoupledWeightDecay ? 1 : 0,
      ])
  }

  /// An optimizer of one group; see ``init(_:lr:betas:eps:weightDecay:amsgrad:maximize:decoupledWeightDecay:)``.
  public convenience init(
    _ parameters: [Parameter], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 0, amsgrad: Bool = false, maximize: Bool = false,
    decoupledWeightDecay: Bool = false
  ) {
    self.init(
      [ParameterGroup(parameters)], lr: lr, betas: betas, eps: eps, weightDecay: weightDecay,
      amsgrad: amsgrad, maximize: maximize, decoupledWeightDecay: decoupledWeightDecay)
  }

  public override func stateTensors(of group: ParameterGroup) -> [StateTensor] {
    let means = [StateTensor("exp_avg"), StateTensor("exp_avg_sq")]
    return group.isOn(.amsgrad) ? means + [StateTensor("max_exp_avg_sq")] : means
  }

  public override func rule(for step: StepInfo) -> any UpdateRule {
    let group = step.group
    let isDecoupled = group.isOn(.decoupledWeightDecay)
    return AdamRule(
      step: step.number, lr: group.lr, betas: group.betas, eps: group.eps,
      weightDecay: isDecoupled ? 0 : group.weightDecay,
      decoupledDecay: isDecoupled ? group.weightDecay : 0, maximize: group.maximize)
  }

  public override func problems(with settings: OptimizerSettings) -> [String] {
    super.problems(with: settings)
      + settings.problems(.beta1, "the first beta") { (0..<1).contains($0) }
      + settings.problems(.beta2, "the second beta") { (0..<1).contains($0) }
  }

  public override func stateNames(
    of group: ParameterGroup
  ) -> (required: Set<String>, allowed: Set<String>) {
    let required = super.stateNames(of: group).required
    return (required, required.union(["max_exp_avg_sq"]))
  }
}
