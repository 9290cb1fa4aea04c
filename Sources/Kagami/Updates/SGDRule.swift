internal import KagamiKernels

/// A step of stochastic gradient descent, with momentum if there is a velocity.
///
/// `v ← μ·v + (1 − τ)·g`, `w ← w − lr·v`; the first velocity is the gradient itself. The state is the velocity,
/// or nothing without momentum. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html>.
public struct SGDRule: UpdateRule {
  private let constants: SGDConstants

  /// The rule for one step.
  ///
  /// - Parameters:
  ///   - lr: The learning rate.
  ///   - momentum: The factor μ that velocities keep.
  ///   - dampening: The share τ of gradients that velocities do not take up.
  ///   - weightDecay: The factor of the weight that is added to its gradient.
  ///   - nesterov: Whether Nesterov's look-ahead is used.
  ///   - isFirst: Whether the velocity starts with this step.
  ///   - maximize: Whether the objective is to grow.
  public init(
    lr: Double, momentum: Double = 0, dampening: Double = 0, weightDecay: Double = 0,
    nesterov: Bool = false, isFirst: Bool = false, maximize: Bool = false
  ) {
    constants = SGDConstants(
      lr: lr, momentum: momentum, dampening: dampening, decay: weightDecay, nesterov: nesterov,
      first: isFirst, sign: maximize ? -1 : 1)
  }

  /// Changes a block of a `float32` parameter.
  public func update(_ block: UpdateBlock<Float>) { advance(block) }

  /// Changes a block of a `float64` parameter.
  public func update(_ block: UpdateBlock<Double>) { advance(block) }

  private func advance<T: KernelElement>(_ block: UpdateBlock<T>) {
    block.withGradientStart { gradient in
      T.sgd(
        count: block.count, gradient: gradient, weight: block.weightStart,
        velocity: block.stateStarts.first, constants)
    }
  }
}
