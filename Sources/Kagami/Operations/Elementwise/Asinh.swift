internal import KagamiKernels

/// `arsinh x`, elementwise.
struct Asinh: ElementwiseOperation {
  let function = UnaryFunction.asinh
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * (x * x + 1).rsqrt() }
}

extension Tensor {
  /// The number whose hyperbolic sine is the element, `ln(x + √(x² + 1))`.
  ///
  /// The gradient is `1/√(x² + 1)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.asinh.html>.
  public func asinh() -> Tensor { record(Asinh(), real) }
}
