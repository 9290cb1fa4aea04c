internal import KagamiKernels

/// `log(1 + x)`, elementwise.
struct Log1p: DifferentiableOperation {
  let name = "log1p"
  let saves: SavedTensors = .input0

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.log1p) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient / (context.input(0) + 1)]
  }
}

extension Tensor {
  /// `log(1 + x)` of each element, exact near 0.
  ///
  /// The gradient is `1/(1 + x)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.log1p.html>.
  public func log1p() -> Tensor { record(Log1p(), real) }
}
