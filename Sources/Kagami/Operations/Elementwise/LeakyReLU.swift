internal import KagamiKernels

/// `x > 0 ? x : slope · x`, elementwise.
struct LeakyReLU: DifferentiableOperation {
  let name = "leakyReLU"
  let slope: Double

  /// The output has the input's sign unless the slope turns it.
  var saves: SavedTensors { slope >= 0 ? .output : .input0 }

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.leakyReLU, p: slope) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [Activation.leakyReLU(slope: slope).slope(context.gradient, signed(context))]
  }

  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    [.dense(.computing(.leakyReLUGradient, context.gradient, signed(context), p: slope))]
  }

  private func signed(_ context: BackwardContext) -> Tensor {
    slope >= 0 ? context.output : context.input(0)
  }
}

extension Tensor {
  /// Each element, or `negativeSlope` times it where it is not above 0.
  ///
  /// The gradient is 1 above 0 and the slope elsewhere, at 0 too. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html>.
  public func leakyReLU(negativeSlope: Double = 0.01) -> Tensor {
    record(LeakyReLU(slope: negativeSlope), real)
  }
}
