internal import KagamiKernels

/// `1/(1 + e⁻ˣ)`, elementwise.
struct Sigmoid: DifferentiableOperation {
  let name = "sigmoid"
  let saves: SavedTensors = .output

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.sigmoid) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [Activation.sigmoid.slope(context.gradient, context.output)]
  }

  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    [.dense(.computing(.sigmoidGradient, context.gradient, context.output))]
  }
}

extension Tensor {
  /// The logistic function `1/(1 + e⁻ˣ)` of each element.
  ///
  /// The gradient is `y(1 − y)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html>.
  public func sigmoid() -> Tensor { record(Sigmoid(), real) }
}
