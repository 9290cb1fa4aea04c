internal import KagamiKernels

/// `1/(1 + e⁻ˣ)`, elementwise.
struct Sigmoid: ElementwiseOperation {
  let function = UnaryFunction.sigmoid
  func derivative(_ g: Tensor, _ y: Tensor) -> Tensor { g * ((1 - y) * y) }
}

extension Tensor {
  /// The logistic function `1/(1 + e⁻ˣ)` of each element.
  ///
  /// The gradient is `y(1 − y)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html>.
  public func sigmoid() -> Tensor { record(Sigmoid(), real) }
}
