internal import Kagami

/// Adam: steps scaled by running means of the gradient and of its square.
///
/// ```swift
/// let optimizer = Adam(generator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
/// ```
/// `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
/// `w ← w − lr/(1 − β₁ᵗ) · m/(√v/√(1 − β₂ᵗ) + ε)`. Weight decay is added to the gradient, or, where
/// decoupled, `w ← (1 − lr·decay)·w` comes first. Source: Kingma and Ba, 2015;
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html>.
public class Adam: Optimizer {
  /// What has been gathered for one parameter.
  private struct Moments {
    var step = 0
    var mean: Tensor
    var square: Tensor
    var maximum: Tensor?
  }

  private var moments = Slots<Moments>()

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

  public override func update() {
    var (entries, steps, indices) = ([AdamUpdate.Entry](), [Int](), [Int]())
    entries.reserveCapacity(parameters.count)
    var index = -1
    for group in groups {
      let (lr, betas, eps, decay) = (group.lr, group.betas, group.eps, group.weightDecay)
      let (amsgrad, maximize) = (group.isOn(.amsgrad), group.maximize)
      let isDecoupled = group.isOn(.decoupledWeightDecay)
      for parameter in group.parameters {
        index += 1
        let gradient = parameter.gathered
        guard !gradient.isEmpty else { continue }
        var state = moments.take(index) ?? Self.fresh(like: parameter.value)
        parameter.follow(with: &state.mean, self)
        parameter.follow(with: &state.square, self)
        parameter.follow(with: &state.maximum, self)
        if isDecoupled, decay != 0 { parameter.update { $0 *= 1 - lr * decay } }
        let maximum = state.maximum ?? (amsgrad ? Tensor.zeros(like: parameter.value) : nil)
        indices.append(index)
        steps.append(state.step + 1)
        entries.append(
          AdamUpdate.Entry(
            gradient: gradient, weight: parameter.withdraw(), mean: state.mean,
            square: state.square, maximum: maximum, step: state.step + 1, lr: lr,
            betas: betas, epsilon: eps, decay: isDecoupled ? 0 : decay, maximize: maximize))
      }
    }
    AdamUpdate.apply(to: &entries)
    for (position, index) in indices.enumerated() {
      let entry = entries[position]
      parameters[index].deposit(entry.weight)
      moments[index] = Moments(
        step: steps[position], mean: entry.mean, square: entry.square, maximum: entry.maximum)
    }
  }

  public override func problems(with settings: OptimizerSettings) -> [String] {
    super.problems(with: settings)
      + settings.problems(.beta1, "the first beta") { (0..<1).contains($0) }
      + settings.problems(.beta2, "the second beta") { (0..<1).contains($0) }
  }

  private static func fresh(like weight: Tensor) -> Moments {
    Moments(mean: Tensor.zeros(like: weight), square: Tensor.zeros(like: weight))
  }

  public override func state(at index: Int) -> ParameterState? {
    checkPlace(index, "state")
    return moments[index].map { state in
      var tensors = ["exp_avg": state.mean, "exp_avg_sq": state.square]
      tensors["max_exp_avg_sq"] = state.maximum
      return ParameterState(step: state.step, tensors: tensors)
    }
  }

  public override func setState(_ state: ParameterState?, at index: Int) {
    let state = checked(state, at: index)
    guard let state, let mean = state.tensors["exp_avg"], let square = state.tensors["exp_avg_sq"]
    else {
      _ = moments.take(index)
      return
    }
    moments[index] = Moments(
      step: state.step, mean: mean, square: square, maximum: state.tensors["max_exp_avg_sq"])
  }

  public override func stateNames(
    of group: ParameterGroup
  ) -> (required: Set<String>, allowed: Set<String>) {
    let means: Set = ["exp_avg", "exp_avg_sq"]
    let all = means.union(["max_exp_avg_sq"])
    return (group.isOn(.amsgrad) ? all : means, all)
  }
}
