internal import KagamiKernels

/// `arccos x`, elementwise.
struct Acos: ElementwiseOperation {
  let function = UnaryFunction.acos
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { -g * (1 - x * x).rsqrt() }
}

extension Tensor {
  /// The angle between 0 and π whose cosine is the element; NaN outside of −1 to 1.
  ///
  /// The gradient is `−1/√(1 − x²)`, infinite at −1 and 1. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.acos.html>.
  public func acos() -> Tensor { record(Acos(), real) }
}
