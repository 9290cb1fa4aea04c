internal import KagamiKernels

/// `sign x`, elementwise.
struct Sign: ElementwiseOperation {
  let function = UnaryFunction.sign
  func derivative(_ g: Tensor, _: Tensor) -> Tensor { Tensor.zeros(like: g) }
}

extension Tensor {
  /// −1, 0 or 1 with each element's sign; 0 for NaN.
  ///
  /// The gradient is 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sign.html>.
  public func sign() -> Tensor { record(Sign(), self) }
}
