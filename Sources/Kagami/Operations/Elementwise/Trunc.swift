internal import KagamiKernels

/// `trunc x`, elementwise.
struct Trunc: ElementwiseOperation {
  let function = UnaryFunction.trunc
  func derivative(_ g: Tensor, _: Tensor) -> Tensor { Tensor.zeros(like: g) }
}

extension Tensor {
  /// Each element without its fraction, that is, rounded toward 0.
  ///
  /// Integers stay as they are; the gradient is 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.trunc.html>.
  ///
  /// - Precondition: the elements are not truth values.
  public func trunc() -> Tensor { record(Trunc(), numbers("trunc")) }
}
