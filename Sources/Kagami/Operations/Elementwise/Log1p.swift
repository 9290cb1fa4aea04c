internal import KagamiKernels

/// `log(1 + x)`, elementwise.
struct Log1p: ElementwiseOperation {
  let function = UnaryFunction.log1p
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g / (x + 1) }
}

extension Tensor {
  /// `log(1 + x)` of each element, exact near 0.
  ///
  /// The gradient is `1/(1 + x)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.log1p.html>.
  public func log1p() -> Tensor { record(Log1p(), real) }
}
