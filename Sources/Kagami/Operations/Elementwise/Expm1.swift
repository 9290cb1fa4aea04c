internal import KagamiKernels

/// `eˣ − 1`, elementwise.
struct Expm1: DifferentiableOperation {
  let name = "expm1"
  let saves: SavedTensors = .input0

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.expm1) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient * context.input(0).exp()]
  }
}

extension Tensor {
  /// `eˣ − 1` of each element, exact near 0.
  ///
  /// The gradient is `eˣ`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.expm1.html>.
  public func expm1() -> Tensor { record(Expm1(), real) }
}
