internal import KagamiKernels

/// `max(x, 0)`, elementwise.
struct ReLU: DifferentiableOperation {
  let name = "relu"
  let saves: SavedTensors = .output

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.relu) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [Activation.relu.slope(context.gradient, context.output)]
  }

  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    [.dense(.computing(.reluGradient, context.gradient, context.output))]
  }
}

extension Tensor {
  /// Each element, or 0 where it is negative.
  ///
  /// The gradient is 0 at 0 and below, 1 elsewhere; NaN stays NaN. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html>.
  ///
  /// - Precondition: the elements are not truth values.
  public func relu() -> Tensor { record(ReLU(), numbers("relu")) }
}
