internal import KagamiKernels

/// `eˣ`, elementwise.
struct Exp: DifferentiableOperation {
  let name = "exp"
  let saves: SavedTensors = .output

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.exp) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient * context.output]
  }
}

extension Tensor {
  /// *e* to the power of each element.
  ///
  /// The gradient is the result itself. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.exp.html>.
  public func exp() -> Tensor { record(Exp(), real) }
}
