internal import KagamiKernels

/// `artanh x`, elementwise.
struct Atanh: ElementwiseOperation {
  let function = UnaryFunction.atanh
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g / (1 - x * x) }
}

extension Tensor {
  /// The number whose hyperbolic tangent is the element, `½ ln((1 + x)/(1 − x))`: infinite at −1 and 1, NaN beyond.
  ///
  /// The gradient is `1/(1 − x²)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.atanh.html>.
  public func atanh() -> Tensor { record(Atanh(), real) }
}
