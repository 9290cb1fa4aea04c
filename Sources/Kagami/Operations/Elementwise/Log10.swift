internal import KagamiKernels

/// `log₁₀ x`, elementwise.
struct Log10: ElementwiseOperation {
  let function = UnaryFunction.log10
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g / (x * 2.30258509299404568402) }
}

extension Tensor {
  /// The logarithm of each element to the base 10: −∞ for 0, NaN for what is negative.
  ///
  /// The gradient is `1/(x ln 10)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.log10.html>.
  public func log10() -> Tensor { record(Log10(), real) }
}
