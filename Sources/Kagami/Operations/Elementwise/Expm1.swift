internal import KagamiKernels

/// `eˣ − 1`, elementwise.
struct Expm1: ElementwiseOperation {
  let function = UnaryFunction.expm1
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * x.exp() }
}

extension Tensor {
  /// `eˣ − 1` of each element, exact near 0.
  ///
  /// The gradient is `eˣ`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.expm1.html>.
  public func expm1() -> Tensor { record(Expm1(), real) }
}
