internal import Kagami

/// Adam: steps scaled by running means of the gradient and of its square.
///
/// `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
/// `w ← w − lr/(1 − β₁ᵗ) · m/(√v/√(1 − β₂ᵗ) + ε)`. Source: Kingma and Ba, 2015;
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html>.
public final class Adam: Optimizer {
  /// The learning rate.
  public var lr: Double
  /// The factors β₁, β₂ that the means keep.
  public let betas: (Double, Double)
  /// What is added to the denominator.
  public let eps: Double
  /// The factor of the weight that is added to its gradient.
  public let weightDecay: Double
  /// Whether the largest `v` so far is used.
  public let amsgrad: Bool
  /// Whether the objective is to grow.
  public let maximize: Bool

  /// What has been gathered for one parameter.
  private struct Moments {
    var step = 0
    var mean: Tensor
    var square: Tensor
    var maximum: Tensor?
  }

  private var moments: [Moments?]

  /// - Precondition: `lr`, `eps` and `weightDecay` are not negative; both betas are in [0, 1).
  public init(
    _ parameters: [Parameter], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 0, amsgrad: Bool = false, maximize: Bool = false
  ) {
    self.lr = lr
    self.betas = betas
    self.eps = eps
    self.weightDecay = weightDecay
    self.amsgrad = amsgrad
    self.maximize = maximize
    moments = Array(repeating: nil, count: parameters.count)
    super.init(parameters)
    check(lr >= 0, "lr", lr)
    check(eps >= 0, "eps", eps)
    check(weightDecay >= 0, "weightDecay", weightDecay)
    check((0..<1).contains(betas.0), "the first beta", betas.0)
    check((0..<1).contains(betas.1), "the second beta", betas.1)
  }

  public override func step() {
    var (entries, steps, indices) = ([AdamUpdate.Entry](), [Int](), [Int]())
    for (index, parameter) in parameters.enumerated() {
      let gradient = parameter.gathered
      guard !gradient.isEmpty else { continue }
      // Taken out of the array, so that the entry is the only holder of the memory.
      let state = moments[index] ?? fresh(like: parameter.value)
      moments[index] = nil
      indices.append(index)
      steps.append(state.step + 1)
      entries.append(
        AdamUpdate.Entry(
          gradient: gradient, weight: parameter.withdraw(), mean: state.mean,
          square: state.square, maximum: state.maximum, step: state.step + 1, lr: lr,
          betas: betas, epsilon: eps, decay: weightDecay, maximize: maximize))
    }
    AdamUpdate.apply(to: &entries)
    for (entry, (index, step)) in zip(entries, zip(indices, steps)) {
      parameters[index].deposit(entry.weight)
      moments[index] = Moments(
        step: step, mean: entry.mean, square: entry.square, maximum: entry.maximum)
    }
  }

  private func fresh(like weight: Tensor) -> Moments {
    Moments(
      mean: Tensor.zeros(like: weight), square: Tensor.zeros(like: weight),
      maximum: amsgrad ? Tensor.zeros(like: weight) : nil)
  }
}
