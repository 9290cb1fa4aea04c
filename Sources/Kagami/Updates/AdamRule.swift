internal import KagamiKernels

/// Adam's step: exponential means of gradients and of their squares.
///
/// `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`, `w ← w − lr · m̂/(√v̂ + ε)`, where m̂ and v̂ are divided by
/// `1 − βᵗ`. The state is m, v and, if AMSGrad is used, the largest v so far. Source: Kingma and Ba, "Adam",
/// 2015, in the order of operations of PyTorch's.
public struct AdamRule: UpdateRule {
  private let constants: AdamConstants
  /// The factor that decoupled decay multiplies weights by first; 1 for none.
  private let shrinkage: Double

  /// The rule for one step.
  ///
  /// - Parameters:
  ///   - step: The number of the step, counted from 1.
  ///   - lr: The learning rate.
  ///   - betas: The factors β₁, β₂ that the means keep.
  ///   - eps: What is added to the denominator.
  ///   - weightDecay: The factor of the weight that is added to its gradient.
  ///   - decoupledDecay: The share of the weight that is lost in a step, divided by `lr`.
  ///   - maximize: Whether the objective is to grow.
  public init(
    step: Int, lr: Double, betas: (Double, Double), eps: Double, weightDecay: Double = 0,
    decoupledDecay: Double = 0, maximize: Bool = false
  ) {
    let (first, second) = (
      1 - betas.0.raised(to: step), 1 - betas.1.raised(to: step)
    )
    constants = AdamConstants(
      beta1: betas.0, beta2: betas.1, decay: weightDecay, step: lr / first,
      root: second.squareRoot(), epsilon: eps, sign: maximize ? -1 : 1)
    shrinkage = 1 - lr * decoupledDecay
  }

  /// Changes a block of a `float32` parameter.
  public func update(_ block: UpdateBlock<Float>) {
    guard let samples = block.gradient.samples, block.stateStarts.count == 2 else {
      return advance(block)
    }
    shrink(block)
    Float.adam(
      elements: samples.elements, gradient: samples.sum, weight: block.weightStart,
      mean: block.stateStarts[0], square: block.stateStarts[1], constants)
  }

  /// Changes a block of a `float64` parameter.
  public func update(_ block: UpdateBlock<Double>) { advance(block) }

  private func advance<T: KernelElement>(_ block: UpdateBlock<T>) {
    shrink(block)
    let state = block.stateStarts
    block.withGradientStart { gradient in
      T.adam(
        count: block.count, gradient: gradient, weight: block.weightStart, mean: state[0],
        square: state[1], maximum: state.count > 2 ? state[2] : nil, constants)
    }
  }

  private func shrink<T: BinaryFloatingPoint>(_ block: UpdateBlock<T>) {
    guard shrinkage != 1 else { return }
    let factor = T(shrinkage)
    for index in 0..<block.count { block.weightStart[index] *= factor }
  }
}
