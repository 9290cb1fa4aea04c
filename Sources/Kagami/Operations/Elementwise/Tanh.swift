internal import KagamiKernels

/// `tanh x`, elementwise.
struct Tanh: DifferentiableOperation {
  let name = "tanh"
  let saves: SavedTensors = .output

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.tanh) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [Activation.tanh.slope(context.gradient, context.output)]
  }

  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    [.dense(.computing(.tanhGradient, context.gradient, context.output))]
  }
}

extension Tensor {
  /// The hyperbolic tangent of each element.
  ///
  /// The gradient is `1 − y²`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.tanh.html>.
  public func tanh() -> Tensor { record(Tanh(), real) }
}
