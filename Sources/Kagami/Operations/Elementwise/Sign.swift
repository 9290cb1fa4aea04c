internal import KagamiKernels

/// `sign x`, elementwise.
struct Sign: DifferentiableOperation {
  let name = "sign"
  let saves: SavedTensors = .nothing

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.sign) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [Tensor.zeros(like: context.gradient)]
  }
}

extension Tensor {
  /// −1, 0 or 1 with each element's sign; 0 for NaN.
  ///
  /// The gradient is 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sign.html>.
  public func sign() -> Tensor { record(Sign(), self) }
}
