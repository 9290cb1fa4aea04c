internal import KagamiKernels

/// `|x|`, elementwise.
struct Abs: DifferentiableOperation {
  let name = "abs"
  let saves: SavedTensors = .input0

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.absolute) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient * context.input(0).sign()]
  }
}

extension Tensor {
  /// The magnitude of each element.
  ///
  /// The gradient is the sign, 0 at 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.abs.html>.
  ///
  /// - Precondition: the elements are not truth values.
  public func abs() -> Tensor { record(Abs(), numbers("abs")) }
}
