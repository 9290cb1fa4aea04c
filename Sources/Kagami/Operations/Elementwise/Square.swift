internal import KagamiKernels

/// `x²`, elementwise.
struct Square: ElementwiseOperation {
  let function = UnaryFunction.square
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * (x * 2) }
}

extension Tensor {
  /// Each element times itself.
  ///
  /// The gradient is `2x`; integers stay integers and wrap, truth values become `int64`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.square.html>.
  public func square() -> Tensor {
    if dtype.isFloatingPoint { return record(Square(), self) }
    let x = dtype == .bool ? to(.int64) : self
    return x * x
  }
}
