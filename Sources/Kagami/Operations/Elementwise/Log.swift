internal import KagamiKernels

/// `log x`, elementwise.
struct Log: ElementwiseOperation {
  let function = UnaryFunction.log
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g / x }
}

extension Tensor {
  /// The natural logarithm of each element; −∞ at 0, NaN below.
  ///
  /// The gradient is `1/x`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.log.html>.
  public func log() -> Tensor { record(Log(), real) }
}
