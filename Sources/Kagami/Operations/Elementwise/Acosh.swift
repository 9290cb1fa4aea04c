internal import KagamiKernels

/// `arcosh x`, elementwise.
struct Acosh: ElementwiseOperation {
  let function = UnaryFunction.acosh
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * (x * x - 1).rsqrt() }
}

extension Tensor {
  /// The number, not negative, whose hyperbolic cosine is the element: `ln(x + √(x² − 1))`, NaN below 1.
  ///
  /// The gradient is `1/√(x² − 1)`, infinite at 1. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.acosh.html>.
  public func acosh() -> Tensor { record(Acosh(), real) }
}
