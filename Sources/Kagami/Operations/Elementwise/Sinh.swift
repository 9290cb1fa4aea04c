internal import KagamiKernels

/// `sinh x`, elementwise.
struct Sinh: ElementwiseOperation {
  let function = UnaryFunction.sinh
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * x.cosh() }
}

extension Tensor {
  /// The hyperbolic sine `(eˣ − e⁻ˣ)/2` of each element.
  ///
  /// The gradient is `cosh x`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sinh.html>.
  public func sinh() -> Tensor { record(Sinh(), real) }
}
