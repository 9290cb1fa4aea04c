internal import KagamiKernels

/// `log₂ x`, elementwise.
struct Log2: ElementwiseOperation {
  let function = UnaryFunction.log2
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g / (x * 0.69314718055994530942) }
}

extension Tensor {
  /// The logarithm of each element to the base 2: −∞ for 0, NaN for what is negative.
  ///
  /// The gradient is `1/(x ln 2)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.log2.html>.
  public func log2() -> Tensor { record(Log2(), real) }
}
