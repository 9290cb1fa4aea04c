internal import KagamiKernels

/// `max(x, 0)`, elementwise.
struct ReLU: ElementwiseOperation {
  let function = UnaryFunction.relu
  func derivative(_ g: Tensor, _ y: Tensor) -> Tensor {
    record(PiecewiseDerivative(function: .relu, slope: 0), g, y)
  }
}

extension Tensor {
  /// Each element, or 0 where it is negative.
  ///
  /// The gradient is 0 at 0 and below, 1 elsewhere; NaN stays NaN. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html>.
  ///
  /// - Precondition: the elements are not truth values.
  public func relu() -> Tensor { record(ReLU(), numbers("relu")) }
}
