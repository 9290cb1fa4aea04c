internal import KagamiKernels

/// `log x`, elementwise.
struct Log: DifferentiableOperation {
  let name = "log"
  let saves: SavedTensors = .input0

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.log) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient / context.input(0)]
  }
}

extension Tensor {
  /// The natural logarithm of each element; −∞ at 0, NaN below.
  ///
  /// The gradient is `1/x`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.log.html>.
  public func log() -> Tensor { record(Log(), real) }
}
