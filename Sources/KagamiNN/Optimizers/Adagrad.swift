internal import Kagami

/// Adagrad: gradients divided by the root of the sum of all their squares.
///
/// ```swift
/// let optimizer = Adagrad(model.parameters(), lr: 0.01)
/// ```
/// `s ← s + g²`, `w ← w − lr/(1 + (t − 1)·lrDecay) · g/(√s + ε)`. Source: Duchi, Hazan and Singer, 2011;
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html>.
public final class Adagrad: Optimizer {
  private struct Sums {
    var step = 0
    var sum: Tensor
  }

  private var sums = Slots<Sums>()

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

  public override func update() {
    forEachGradient { index, parameter, gradient, group in
      var state =
        sums.take(index)
        ?? Sums(
          sum: Tensor.full(
            gradient.shape, group.number(.initialAccumulatorValue), dtype: gradient.dtype,
            device: gradient.device))
      parameter.follow(with: &state.sum, self)
      advance(parameter, by: gradient, &state, group)
      sums[index] = state
    }
  }

  private func advance(
    _ parameter: Parameter, by g: Tensor, _ state: inout Sums, _ group: ParameterGroup
  ) {
    let rate = group.lr / (1 + Double(state.step) * group.number(.lrDecay))
    state.step += 1
    state.sum += g * g
    let denominator = state.sum.sqrt() + group.eps
    parameter.update { $0 -= rate * g / denominator }
  }

  public override func problems(with settings: OptimizerSettings) -> [String] {
    super.problems(with: settings) + settings.problems(.lrDecay, "lrDecay") { $0 >= 0 }
      + settings.problems(.initialAccumulatorValue, "initialAccumulatorValue") { $0 >= 0 }
  }

  /// The step and the tensor `sum`.
  public override func state(at index: Int) -> ParameterState? {
    checkPlace(index, "state")
    return sums[index].map { ParameterState(step: $0.step, tensors: ["sum": $0.sum]) }
  }

  public override func setState(_ state: ParameterState?, at index: Int) {
    let state = checked(state, at: index)
    _ = sums.take(index)
    if let state, let sum = state.tensors["sum"] {
      sums[index] = Sums(step: state.step, sum: sum)
    }
  }

  public override func stateNames(
    of group: ParameterGroup
  ) -> (required: Set<String>, allowed: Set<String>) {
    (["sum"], ["sum"])
  }
}
