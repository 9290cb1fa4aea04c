internal import KagamiKernels

/// `|x|`, elementwise.
struct Abs: ElementwiseOperation {
  let function = UnaryFunction.abs
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * x.sign() }
}

extension Tensor {
  /// The magnitude of each element.
  ///
  /// The gradient is the sign, 0 at 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.abs.html>.
  ///
  /// - Precondition: the elements are not truth values.
  public func abs() -> Tensor { record(Abs(), numbers("abs")) }
}
