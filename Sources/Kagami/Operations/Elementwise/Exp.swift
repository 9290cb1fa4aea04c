internal import KagamiKernels

/// `eˣ`, elementwise.
struct Exp: ElementwiseOperation {
  let function = UnaryFunction.exp
  func derivative(_ g: Tensor, _ y: Tensor) -> Tensor { g * y }
}

extension Tensor {
  /// *e* to the power of each element.
  ///
  /// The gradient is the result itself. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.exp.html>.
  public func exp() -> Tensor { record(Exp(), real) }
}
