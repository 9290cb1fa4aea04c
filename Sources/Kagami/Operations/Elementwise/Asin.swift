internal import KagamiKernels

/// `arcsin x`, elementwise.
struct Asin: ElementwiseOperation {
  let function = UnaryFunction.asin
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * (1 - x * x).rsqrt() }
}

extension Tensor {
  /// The angle between −π/2 and π/2 whose sine is the element; NaN outside of −1 to 1.
  ///
  /// The gradient is `1/√(1 − x²)`, infinite at −1 and 1. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.asin.html>.
  public func asin() -> Tensor { record(Asin(), real) }
}
