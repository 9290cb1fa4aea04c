internal import KagamiKernels

/// `log(1 + eˣ)`, elementwise.
struct Softplus: ElementwiseOperation {
  let function = UnaryFunction.softplus
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * x.sigmoid() }
}

extension Tensor {
  /// `log(1 + eˣ)` of each element, without overflow.
  ///
  /// The gradient is `sigmoid x`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html>.
  public func softplus() -> Tensor { record(Softplus(), real) }
}
