internal import KagamiKernels

/// `√x`, elementwise.
struct Sqrt: ElementwiseOperation {
  let function = UnaryFunction.sqrt
  func derivative(_ g: Tensor, _ y: Tensor) -> Tensor { g / (y * 2) }
}

extension Tensor {
  /// The square root of each element; NaN below 0.
  ///
  /// The gradient is `1/(2√x)`, infinite at 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sqrt.html>.
  public func sqrt() -> Tensor { record(Sqrt(), real) }
}
