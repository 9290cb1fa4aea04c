internal import KagamiKernels

/// One step of gradient descent over several parameters, in one pass over their memory.
package struct SGDUpdate {
  /// One parameter with its velocity; all tensors have one shape, type and device.
  package struct Entry {
    package var weight: Tensor
    package var velocity: Tensor?
    private let gradient: Gathered
    private let constants: SGDConstants

    /// The entry for one step; `isFirst` says that the velocity is not yet started.
    package init(
      gradient: Gathered, weight: consuming Tensor, velocity: consuming Tensor?, lr: Double,
      momentum: Double, dampening: Double, decay: Double, nesterov: Bool, maximize: Bool,
      isFirst: Bool
    ) {
      self.gradient = gradient
      (self.weight, self.velocity) = (weight, velocity)
      constants = SGDConstants(
        lr: lr, momentum: momentum, dampening: dampening, decay: decay, nesterov: nesterov,
        first: isFirst, sign: maximize ? -1 : 1)
    }

    private func check() {
      let check = UpdateCheck(optimizer: "SGD", weight: weight)
      check.gradient(gradient)
      check.tensor("velocity", velocity)
    }

    /// The entry's memory, to be written while the entry lives.
    fileprivate mutating func operands() -> SGDStep {
      check()
      weight.makeContiguous()
      velocity?.makeContiguous()
      return SGDStep(
        gradient: gradient.operand, weight: weight.withMutableOperand { $0 },
        velocity: velocity?.withMutableOperand { $0 }, constants: constants)
    }
  }

  /// Changes the weights and velocities of all entries.
  package static func apply(to entries: inout [Entry]) {
    for device in Device.allCases {
      let here = entries.indices.filter { entries[$0].weight.device == device }
      if here.isEmpty { continue }
      let steps = here.map { entries[$0].operands() }
      withExtendedLifetime(entries) { device.backend.sgd(steps) }
    }
  }
}
