public import Kagami

/// RMSprop: gradients divided by the root of their running mean square.
///
/// ```swift
/// let critic = RMSprop(model.parameters(), lr: 5e-5)
/// ```
/// `v ← αv + (1 − α)g²`, `w ← w − lr · g/(√v + ε)`; centred, `v − m²` takes the place of `v`, with the
/// running mean `m ← αm + (1 − α)g`; with momentum, `b ← μb + g/(√v + ε)` and `w ← w − lr·b`. Rounding
/// can make `v − m²` negative, whose root is NaN, as in PyTorch. Source: Tieleman and Hinton, lecture
/// 6.5, 2012; <https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html>.
public final class RMSprop: RuleOptimizer {
  /// An optimizer of groups; the other settings are those of groups that do not set them.
  ///
  /// - Parameters:
  ///   - groups: What to change.
  ///   - lr: The learning rate.
  ///   - alpha: The share α of means that is kept.
  ///   - eps: What is added to the denominator, after the root.
  ///   - weightDecay: The factor of the weight that is added to its gradient.
  ///   - momentum: The factor μ that velocities keep.
  ///   - centered: Whether gradients are divided by their deviation.
  ///   - maximize: Whether the objective is to grow.
  /// - Precondition: no number is negative.
  public init(
    _ groups: [ParameterGroup], lr: Double = 1e-2, alpha: Double = 0.99, eps: Double = 1e-8,
    weightDecay: Double = 0, momentum: Double = 0, centered: Bool = false, maximize: Bool = false
  ) {
    super.init(
      groups,
      defaults: [
        .lr: lr, .alpha: alpha, .eps: eps, .weightDecay: weightDecay, .momentum: momentum,
        .centered: centered ? 1 : 0, .maximize: maximize ? 1 : 0,
      ])
  }

  /// An optimizer of one group; see ``init(_:lr:alpha:eps:weightDecay:momentum:centered:maximize:)``.
  public convenience init(
    _ parameters: [Parameter], lr: Double = 1e-2, alpha: Double = 0.99, eps: Double = 1e-8,
    weightDecay: Double = 0, momentum: Double = 0, centered: Bool = false, maximize: Bool = false
  ) {
    self.init(
      [ParameterGroup(parameters)], lr: lr, alpha: alpha, eps: eps, weightDecay: weightDecay,
      momentum: momentum, centered: centered, maximize: maximize)
  }

  public override func stateTensors(of group: ParameterGroup) -> [StateTensor] {
    var tensors = [StateTensor("square_avg")]
    if group.isOn(.centered) { tensors.append(StateTensor("grad_avg")) }
    if group.momentum > 0 { tensors.append(StateTensor("momentum_buffer")) }
    return tensors
  }

  public override func rule(for step: StepInfo) -> any UpdateRule { RMSpropRule(step.group) }

  public override func problems(with settings: OptimizerSettings) -> [String] {
    super.problems(with: settings) + settings.problems(.alpha, "alpha") { $0 >= 0 }
  }

  public override func stateNames(
    of group: ParameterGroup
  ) -> (required: Set<String>, allowed: Set<String>) {
    let required = super.stateNames(of: group).required
    return (required, required.union(["grad_avg", "momentum_buffer"]))
  }
}

private struct RMSpropRule: UpdateRule {
  private let lr, alpha, eps, decay, momentum: Double
  private let isCentered, maximize: Bool

  init(_ group: ParameterGroup) {
    (lr, alpha, eps) = (group.lr, group.number(.alpha), group.eps)
    (decay, momentum) = (group.weightDecay, group.momentum)
    (isCentered, maximize) = (group.isOn(.centered), group.maximize)
  }

  func update(_ block: UpdateBlock<Float>) { advance(block) }
  func update(_ block: UpdateBlock<Double>) { advance(block) }

  private func advance<T: BinaryFloatingPoint>(_ block: UpdateBlock<T>) {
    let (lr, alpha, rest, eps, decay) = (T(lr), T(alpha), T(1 - alpha), T(eps), T(decay))
    let (sign, momentum): (T, T) = (maximize ? -1 : 1, T(momentum))
    let (w, state) = (block.weight, block.state)
    let square = state[0]
    let mean = isCentered ? state[1] : nil
    let velocity = self.momentum > 0 ? state[isCentered ? 2 : 1] : nil
    block.withGradient { gradient in
      for i in 0..<block.count {
        let g = sign * gradient[i] + decay * w[i]
        square[i] = alpha * square[i] + rest * g * g
        var spread = square[i]
        if let mean {
          mean[i] += rest * (g - mean[i])
          spread -= mean[i] * mean[i]
        }
        let change = g / (spread.squareRoot() + eps)
        if let velocity {
          velocity[i] = momentum * velocity[i] + change
          w[i] -= lr * velocity[i]
        } else {
          w[i] -= lr * change
        }
      }
    }
  }
}
