internal import KagamiKernels

/// `2ˣ`, elementwise.
struct Exp2: ElementwiseOperation {
  let function = UnaryFunction.exp2
  func derivative(_ g: Tensor, _ y: Tensor) -> Tensor { g * y * 0.69314718055994530942 }
}

extension Tensor {
  /// 2 to the power of each element.
  ///
  /// The gradient is `2ˣ ln 2`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.exp2.html>.
  public func exp2() -> Tensor { record(Exp2(), real) }
}
