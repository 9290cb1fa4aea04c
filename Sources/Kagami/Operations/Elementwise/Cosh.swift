internal import KagamiKernels

/// `cosh x`, elementwise.
struct Cosh: ElementwiseOperation {
  let function = UnaryFunction.cosh
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * x.sinh() }
}

extension Tensor {
  /// The hyperbolic cosine `(eˣ + e⁻ˣ)/2` of each element.
  ///
  /// The gradient is `sinh x`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.cosh.html>.
  public func cosh() -> Tensor { record(Cosh(), real) }
}
