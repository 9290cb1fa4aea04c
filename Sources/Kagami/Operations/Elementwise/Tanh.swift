internal import KagamiKernels

/// `tanh x`, elementwise.
struct Tanh: ElementwiseOperation {
  let function = UnaryFunction.tanh
  func derivative(_ g: Tensor, _ y: Tensor) -> Tensor { g * (1 - y * y) }
}

extension Tensor {
  /// The hyperbolic tangent of each element.
  ///
  /// The gradient is `1 − y²`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.tanh.html>.
  public func tanh() -> Tensor { record(Tanh(), real) }
}
