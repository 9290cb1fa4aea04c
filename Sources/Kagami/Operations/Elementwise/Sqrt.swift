internal import KagamiKernels

/// `√x`, elementwise.
struct Sqrt: DifferentiableOperation {
  let name = "sqrt"
  let saves: SavedTensors = .output

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.sqrt) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient / (context.output * 2)]
  }
}

extension Tensor {
  /// The square root of each element; NaN below 0.
  ///
  /// The gradient is `1/(2√x)`, infinite at 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sqrt.html>.
  public func sqrt() -> Tensor { record(Sqrt(), real) }
}
