internal import Kagami

/// Stochastic gradient descent, with momentum if wanted.
///
/// `v ← μ·v + (1 − τ)·g`, `w ← w − lr·v`; the first velocity is the gradient itself. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html>.
public final class SGD: Optimizer {
  /// The learning rate.
  public var lr: Double
  /// The factor μ that velocities keep.
  public let momentum: Double
  /// The share τ of gradients that velocities do not take up.
  public let dampening: Double
  /// The factor of the weight that is added to its gradient.
  public let weightDecay: Double
  /// Whether Nesterov's look-ahead is used.
  public let nesterov: Bool
  /// Whether the objective is to grow.
  public let maximize: Bool

  private var velocities: [Tensor?]

  /// - Precondition: `lr`, `momentum` and `weightDecay` are not negative; Nesterov needs momentum
  ///   and no dampening.
  public init(
    _ parameters: [Parameter], lr: Double = 1e-3, momentum: Double = 0, dampening: Double = 0,
    weightDecay: Double = 0, nesterov: Bool = false, maximize: Bool = false
  ) {
    self.lr = lr
    self.momentum = momentum
    self.dampening = dampening
    self.weightDecay = weightDecay
    self.nesterov = nesterov
    self.maximize = maximize
    velocities = Array(repeating: nil, count: parameters.count)
    super.init(parameters)
    check(lr >= 0, "lr", lr)
    check(momentum >= 0, "momentum", momentum)
    check(weightDecay >= 0, "weightDecay", weightDecay)
    if nesterov, momentum <= 0 || dampening != 0 {
      misuse("SGD", "Nesterov needs a momentum above 0 and no dampening")
    }
  }

  public override func step() {
    var (entries, indices) = ([SGDUpdate.Entry](), [Int]())
    for (index, parameter) in parameters.enumerated() {
      let gradient = parameter.gathered
      guard !gradient.isEmpty else { continue }
      // Taken out of the array, so that the entry is the only holder of the memory.
      let isFirst = velocities[index] == nil
      let velocity =
        momentum == 0 ? nil : velocities[index] ?? Tensor.zeros(like: parameter.value)
      velocities[index] = nil
      indices.append(index)
      entries.append(
        SGDUpdate.Entry(
          gradient: gradient, weight: parameter.withdraw(),
          velocity: velocity, lr: lr, momentum: momentum,
          dampening: dampening, decay: weightDecay, nesterov: nesterov, maximize: maximize,
          isFirst: isFirst))
    }
    SGDUpdate.apply(to: &entries)
    for (entry, index) in zip(entries, indices) {
      parameters[index].deposit(entry.weight)
      velocities[index] = entry.velocity
    }
  }
}
