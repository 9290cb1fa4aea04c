internal import CKernels

extension KernelElement {
  /// One Adam step over a parameter; `maximum` is nil without AMSGrad.
  package static func adam(
    count: Int, gradient: UnsafePointer<Self>, weight: UnsafeMutablePointer<Self>,
    mean: UnsafeMutablePointer<Self>, square: UnsafeMutablePointer<Self>,
    maximum: UnsafeMutablePointer<Self>?, _ constants: AdamConstants
  ) {
    kg_adam(
      code, count, gradient, weight, mean, square, maximum, 1 - constants.beta1, constants.beta2,
      1 - constants.beta2, constants.decay, constants.step, constants.root, constants.epsilon,
      constants.sign)
  }

  /// One step of stochastic gradient descent; `velocity` is nil without momentum.
  package static func sgd(
    count: Int, gradient: UnsafePointer<Self>, weight: UnsafeMutablePointer<Self>,
    velocity: UnsafeMutablePointer<Self>?, _ constants: SGDConstants
  ) {
    kg_sgd(
      code, count, gradient, weight, velocity, constants.lr, constants.momentum,
      1 - constants.dampening, constants.decay, constants.nesterov ? 1 : 0,
      constants.first ? 1 : 0, constants.sign)
  }
}
