internal import Kagami

/// Stochastic gradient descent, with momentum if wanted.
///
/// ```swift
/// let optimizer = SGD(model.parameters(), lr: 0.1, momentum: 0.9)
/// ```
/// `v ← μ·v + (1 − τ)·g`, `w ← w − lr·v`; the first velocity is the gradient itself. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html>.
public final class SGD: Optimizer {
  private var velocities = Slots<Tensor>()

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

  public override func update() {
    var (entries, indices) = ([SGDUpdate.Entry](), [Int]())
    var index = -1
    for group in groups {
      let (lr, momentum, decay) = (group.lr, group.momentum, group.weightDecay)
      let (dampening, nesterov) = (group.number(.dampening), group.isOn(.nesterov))
      for parameter in group.parameters {
        index += 1
        let gradient = parameter.gathered
        guard !gradient.isEmpty else { continue }
        // Without momentum a velocity from before rests.
        var velocity = momentum == 0 ? nil : velocities.take(index)
        parameter.follow(with: &velocity, self)
        // Made before the parameter's value is taken away.
        let start = momentum == 0 || velocity != nil ? nil : Tensor.zeros(like: parameter.value)
        indices.append(index)
        entries.append(
          SGDUpdate.Entry(
            gradient: gradient, weight: parameter.withdraw(),
            velocity: velocity ?? start, lr: lr, momentum: momentum, dampening: dampening,
            decay: decay, nesterov: nesterov, maximize: group.maximize, isFirst: start != nil))
      }
    }
    SGDUpdate.apply(to: &entries)
    for (entry, index) in zip(entries, indices) {
      parameters[index].deposit(entry.weight)
      if let velocity = entry.velocity { velocities[index] = velocity }
    }
  }

  public override func problems(with settings: OptimizerSettings) -> [String] {
    var problems = super.problems(with: settings)
    if settings[.nesterov] == 1, settings[.momentum] == 0 || settings[.dampening] != 0 {
      problems.append("Nesterov needs a momentum above 0 and no dampening")
    }
    return problems
  }

  /// The tensor `momentum_buffer`; steps are not counted.
  public override func state(at index: Int) -> ParameterState? {
    checkPlace(index, "state")
    return velocities[index].map { ParameterState(step: 0, tensors: ["momentum_buffer": $0]) }
  }

  public override func setState(_ state: ParameterState?, at index: Int) {
    let state = checked(state, at: index)
    velocities[index] = state?.tensors["momentum_buffer"]
  }

  public override func stateNames(
    of group: ParameterGroup
  ) -> (required: Set<String>, allowed: Set<String>) {
    ([], ["momentum_buffer"])
  }
}
