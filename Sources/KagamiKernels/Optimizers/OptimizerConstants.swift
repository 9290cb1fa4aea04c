/// The numbers of one Adam step: `step` is lr / (1 − β₁ᵗ), `root` is √(1 − β₂ᵗ), `sign` −1 to ascend.
package struct AdamConstants: Sendable {
  package var beta1, beta2, decay, step, root, epsilon, sign: Double

  package init(
    beta1: Double, beta2: Double, decay: Double, step: Double, root: Double, epsilon: Double,
    sign: Double
  ) {
    (self.beta1, self.beta2, self.decay) = (beta1, beta2, decay)
    (self.step, self.root, self.epsilon, self.sign) = (step, root, epsilon, sign)
  }
}

/// The numbers of one SGD step; `first` says that the velocity is not yet started.
package struct SGDConstants: Sendable {
  package var lr, momentum, dampening, decay, sign: Double
  package var nesterov, first: Bool

  package init(
    lr: Double, momentum: Double, dampening: Double, decay: Double, nesterov: Bool, first: Bool,
    sign: Double
  ) {
    (self.lr, self.momentum, self.dampening, self.decay) = (lr, momentum, dampening, decay)
    (self.nesterov, self.first, self.sign) = (nesterov, first, sign)
  }
}
