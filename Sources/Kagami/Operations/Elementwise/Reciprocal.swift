internal import KagamiKernels

/// `1/x`, elementwise.
struct Reciprocal: ElementwiseOperation {
  let function = UnaryFunction.reciprocal
  func derivative(_ g: Tensor, _ y: Tensor) -> Tensor { -g * (y * y) }
}

extension Tensor {
  /// One over each element.
  ///
  /// The gradient is `−1/x²`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.reciprocal.html>.
  public func reciprocal() -> Tensor { record(Reciprocal(), real) }
}
