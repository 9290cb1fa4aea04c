internal import KagamiKernels

/// `log(1 + eˣ)`, elementwise.
struct Softplus: DifferentiableOperation {
  let name = "softplus"
  let saves: SavedTensors = .input0

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.softplus) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient * context.input(0).sigmoid()]
  }
}

extension Tensor {
  /// `log(1 + eˣ)` of each element, without overflow.
  ///
  /// The gradient is `sigmoid x`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html>.
  public func softplus() -> Tensor { record(Softplus(), real) }
}
