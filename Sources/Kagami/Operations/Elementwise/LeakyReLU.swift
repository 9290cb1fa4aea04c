internal import KagamiKernels

/// `x > 0 ? x : slope · x`, elementwise.
struct LeakyReLU: ElementwiseOperation {
  let function = UnaryFunction.leakyReLU
  let slope: Double
  var p: Double { slope }

  /// The output has the input's sign unless the slope turns it.
  var reads: DerivativeInput { slope >= 0 ? .output : .input }

  func derivative(_ g: Tensor, _ signed: Tensor) -> Tensor {
    record(PiecewiseDerivative(function: .leakyReLU, slope: slope), g, signed)
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
