internal import KagamiKernels

extension Activation {
  /// The gradient of the input, from that of the result and the result itself, in tensor
  /// expressions that can be differentiated again.
  func slope(_ gradient: Tensor, _ output: Tensor) -> Tensor {
    switch self {
    case .relu, .leakyReLU: record(PiecewiseSlope(activation: self), gradient, output)
    case .tanh: gradient * (1 - output * output)
    case .sigmoid: gradient * ((1 - output) * output)
    }
  }
}

/// The gradient of the input of an activation made of straight pieces, from that of its result and
/// the result itself: one of two factors for each element.
///
/// Linear in the gradient; the factors do not change with the result, but for the kinks.
struct PiecewiseSlope: DifferentiableOperation {
  let name = "slope of an activation"
  let activation: Activation
  let saves: SavedTensors = .input1

  func forward(_ inputs: [Tensor]) -> Tensor {
    .computing(activation.gradient, inputs[0], inputs[1], p: activation.parameter)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.needs[0] ? record(self, context.gradient, context.input(1)) : nil, nil]
  }
}
