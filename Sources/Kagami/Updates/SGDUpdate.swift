internal import KagamiKernels

/// One step of gradient descent over one parameter, in one pass over its memory.
package struct SGDUpdate {
  private let constants: SGDConstants

  /// The constants of a step; `isFirst` says that the velocity is not yet started.
  package init(
    lr: Double, momentum: Double, dampening: Double, decay: Double, nesterov: Bool,
    maximize: Bool, isFirst: Bool
  ) {
    constants = SGDConstants(
      lr: lr, momentum: momentum, dampening: dampening, decay: decay, nesterov: nesterov,
      first: isFirst, sign: maximize ? -1 : 1)
  }

  /// Changes the weight and its velocity; all tensors have one shape, type and device.
  package func apply(gradient: Tensor, to weight: inout Tensor, velocity: inout Tensor?) {
    weight.makeContiguous()
    let backend = weight.device.backend
    gradient.contiguousView.withOperand { gradient in
      weight.withMutableOperand { weight in
        let velocity = velocity?.withMutableOperand { $0 }
        backend.sgd(gradient: gradient, weight: weight, velocity: velocity, constants)
      }
    }
  }
}
