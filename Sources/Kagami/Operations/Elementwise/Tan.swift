internal import KagamiKernels

/// `tan x`, elementwise.
struct Tan: ElementwiseOperation {
  let function = UnaryFunction.tan
  func derivative(_ g: Tensor, _ y: Tensor) -> Tensor { g * (y * y + 1) }
}

extension Tensor {
  /// The tangent of each element, in radians; NaN for infinities.
  ///
  /// The gradient is `1 + tan² x`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.tan.html>.
  public func tan() -> Tensor { record(Tan(), real) }
}
