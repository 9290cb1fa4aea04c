internal import KagamiKernels

/// `sin x`, elementwise.
struct Sin: ElementwiseOperation {
  let function = UnaryFunction.sin
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * x.cos() }
}

extension Tensor {
  /// The sine of each element, in radians; NaN for infinities.
  ///
  /// The gradient is `cos x`. In float32 the error is below 2 units in the last place, however large the
  /// element. Source: <https://docs.pytorch.org/docs/stable/generated/torch.sin.html>.
  public func sin() -> Tensor { record(Sin(), real) }
}
