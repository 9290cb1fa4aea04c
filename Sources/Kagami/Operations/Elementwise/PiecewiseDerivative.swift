internal import KagamiKernels

/// The gradient of the input of a function made of two straight pieces, from that of its result and what
/// its derivative reads: one of two factors for each element.
///
/// Linear in the gradient; the factors do not change with what is read, but for the kinks.
struct PiecewiseDerivative: DifferentiableOperation {
  let name = "derivative of an activation"
  let function: UnaryFunction
  let slope: Double
  let saves: SavedTensors = .input1

  func forward(_ inputs: [Tensor]) -> Tensor {
    .computing(gradientOf: function, inputs[0], inputs[1], p: slope)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.needs[0] ? record(self, context.gradient, context.input(1)) : nil, nil]
  }
}
