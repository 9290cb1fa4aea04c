internal import KagamiKernels

/// `arctan x`, elementwise.
struct Atan: ElementwiseOperation {
  let function = UnaryFunction.atan
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g / (x * x + 1) }
}

extension Tensor {
  /// The angle between −π/2 and π/2 whose tangent is the element.
  ///
  /// The gradient is `1/(1 + x²)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.atan.html>.
  public func atan() -> Tensor { record(Atan(), real) }
}
