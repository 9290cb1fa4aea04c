internal import Kagami

/// RMSprop: gradients divided by the root of their running mean square.
///
/// ```swift
/// let critic = RMSprop(model.parameters(), lr: 5e-5)
/// ```
/// `v ← αv + (1 − α)g²`, `w ← w − lr · g/(√v + ε)`; centred, `v − m²` takes the place of `v`, with the
/// running mean `m ← αm + (1 − α)g`; with momentum, `b ← μb + g/(√v + ε)` and `w ← w − lr·b`. Rounding
/// can make `v − m²` negative, whose root is NaN, as in PyTorch. Source: Tieleman and Hinton, lecture
/// 6.5, 2012; <https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html>.
public final class RMSprop: Optimizer {
  private struct Moments {
    var step = 0
    var square: Tensor
    var mean: Tensor?
    var velocity: Tensor?
  }

  private var moments = Slots<Moments>()

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

  public override func update() {
    forEachGradient { index, parameter, gradient, group in
      var state =
        moments.take(index) ?? Moments(step: 0, square: Tensor.zeros(like: gradient))
      parameter.follow(with: &state.square, self)
      parameter.follow(with: &state.mean, self)
      parameter.follow(with: &state.velocity, self)
      advance(parameter, by: gradient, &state, group)
      moments[index] = state
    }
  }

  private func advance(
    _ parameter: Parameter, by g: Tensor, _ state: inout Moments, _ group: ParameterGroup
  ) {
    let (lr, alpha, momentum) = (group.lr, group.number(.alpha), group.momentum)
    state.step += 1
    state.square *= alpha
    state.square += (1 - alpha) * g * g
    var spread = state.square
    if group.isOn(.centered) {
      var mean = state.mean ?? Tensor.zeros(like: g)
      state.mean = nil
      mean.blend(towards: g, by: 1 - alpha)
      spread -= mean * mean
      state.mean = mean
    }
    let denominator = spread.sqrt() + group.eps
    guard momentum > 0 else {
      parameter.update { $0 -= lr * g / denominator }
      return
    }
    var velocity = state.velocity ?? Tensor.zeros(like: g)
    state.velocity = nil
    velocity *= momentum
    velocity += g / denominator
    parameter.update { $0 -= lr * velocity }
    state.velocity = velocity
  }

  public override func problems(with settings: OptimizerSettings) -> [String] {
    super.problems(with: settings) + settings.problems(.alpha, "alpha") { $0 >= 0 }
  }

  /// The step and the tensors `square_avg` and, where used, `grad_avg` and `momentum_buffer`.
  public override func state(at index: Int) -> ParameterState? {
    checkPlace(index, "state")
    return moments[index].map { state in
      var tensors = ["square_avg": state.square]
      tensors["grad_avg"] = state.mean
      tensors["momentum_buffer"] = state.velocity
      return ParameterState(step: state.step, tensors: tensors)
    }
  }

  public override func setState(_ state: ParameterState?, at index: Int) {
    let state = checked(state, at: index)
    guard let state, let square = state.tensors["square_avg"] else {
      _ = moments.take(index)
      return
    }
    moments[index] = Moments(
      step: state.step, square: square, mean: state.tensors["grad_avg"],
      velocity: state.tensors["momentum_buffer"])
  }

  public override func stateNames(
    of group: ParameterGroup
  ) -> (required: Set<String>, allowed: Set<String>) {
    var required: Set = ["square_avg"]
    if group.isOn(.centered) { required.insert("grad_avg") }
    if group.momentum > 0 { required.insert("momentum_buffer") }
    return (required, ["square_avg", "grad_avg", "momentum_buffer"])
  }
}
