internal import KagamiKernels

/// `1/√x`, elementwise.
struct Rsqrt: ElementwiseOperation {
  let function = UnaryFunction.rsqrt
  func derivative(_ g: Tensor, _ y: Tensor) -> Tensor { g * (y * y * y) * -0.5 }
}

extension Tensor {
  /// One over the square root of each element: ∞ for 0, NaN for what is negative.
  ///
  /// The gradient is `−½ x^(−3/2)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.rsqrt.html>.
  public func rsqrt() -> Tensor { record(Rsqrt(), real) }
}
