internal import KagamiKernels

/// The smaller of each pair of elements, with broadcasting.
struct Minimum: DifferentiableOperation {
  let name = "minimum"
  let saves: SavedTensors = [.input0, .input1]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.minimum, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    context.gradientsOfPairs { a, b in a .> b }
  }
}

extension Tensor {
  /// The smaller of each pair of elements; NaN where either is.
  ///
  /// Equal elements halve the gradient. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.minimum.html>.
  ///
  /// - Parameter other: A tensor that broadcasts with this one.
  public func minimum(_ other: Tensor) -> Tensor {
    recordMatched(Minimum(), self, other)
  }
}
