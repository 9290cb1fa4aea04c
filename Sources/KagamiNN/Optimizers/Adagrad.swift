public import Kagami

/// Adagrad: gradients divided by the root of the sum of all their squares.
///
/// ```swift
/// let optimizer = Adagrad(model.parameters(), lr: 0.01)
/// ```
/// `s ← s + g²`, `w ← w − lr/(1 + (t − 1)·lrDecay) · g/(√s + ε)`. Source: Duchi, Hazan and Singer, 2011;
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html>.
public final class Adagrad: RuleOptimizer {
  /// An optimizer of groups; the other settings are those of groups that do not set them.
  ///
  /// - Parameters:
  ///   - groups: What to change.
  ///   - lr: The learning rate.
  ///   - lrDecay: How fast the rate falls with the number of steps.
  ///   - weightDecay: The factor of the weight that is added to its gradient.
  ///   - initialAccumulatorValue: What sums start from.
  ///   - eps: What is added to the denominator, after the root.
  ///   - maximize: Whether the objective is to grow.
  /// - Precondition: no number is negative.
  public init(
    _ groups: [ParameterGroup], lr: Double = 1e-2, lrDecay: Double = 0, weightDecay: Double = 0,
    initialAccumulatorValue: Double = 0, eps: Double = 1e-10, maximize: Bool = false
  ) {
    super.init(
      groups,
      defaults: [
        .lr: lr, .lrDecay: lrDecay, .weightDecay: weightDecay,
        .initialAccumulatorValue: initialAccumulatorValue, .eps: eps, .maximize: maximize ? 1 : 0,
      ])
  }

  /// An optimizer of one group; see ``init(_:lr:lrDecay:weightDecay:initialAccumulatorValue:eps:maximize:)``.
  public convenience init(
    _ parameters: [Parameter], lr: Double = 1e-2, lrDecay: Double = 0, weightDecay: Double = 0,
    initialAccumulatorValue: Double = 0, eps: Double = 1e-10, maximize: Bool = false
  ) {
    self.init(
      [ParameterGroup(parameters)], lr: lr, lrDecay: lrDecay, weightDecay: weightDecay,
      initialAccumulatorValue: initialAccumulatorValue, eps: eps, maximize: maximize)
  }

  public override func stateTensors(of group: ParameterGroup) -> [StateTensor] {
    [StateTensor("sum", start: group.number(.initialAccumulatorValue))]
  }

  public override func rule(for step: StepInfo) -> any UpdateRule { AdagradRule(step) }

  public override func problems(with settings: OptimizerSettings) -> [String] {
    super.problems(with: settings) + settings.problems(.lrDecay, "lrDecay") { $0 >= 0 }
      + settings.problems(.initialAccumulatorValue, "initialAccumulatorValue") { $0 >= 0 }
  }
}

private struct AdagradRule: UpdateRule {
  private let lr, eps, decay: Double
  private let maximize: Bool

  init(_ step: RuleOptimizer.StepInfo) {
    let group = step.group
    lr = group.lr / (1 + Double(step.number - 1) * group.number(.lrDecay))
    (eps, decay, maximize) = (group.eps, group.weightDecay, group.maximize)
  }

  func update(_ block: UpdateBlock<Float>) { advance(block) }
  func update(_ block: UpdateBlock<Double>) { advance(block) }

  private func advance<T: BinaryFloatingPoint>(_ block: UpdateBlock<T>) {
    let (lr, eps, decay): (T, T, T) = (T(lr), T(eps), T(decay))
    let sign: T = maximize ? -1 : 1
    let (w, sum) = (block.weight, block.state[0])
    block.withGradient { gradient in
      for i in 0..<block.count {
        let g = sign * gradient[i] + decay * w[i]
        sum[i] += g * g
        w[i] -= lr * g / (sum[i].squareRoot() + eps)
      }
    }
  }
}
