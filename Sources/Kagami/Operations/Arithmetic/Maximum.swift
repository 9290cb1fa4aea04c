internal import KagamiKernels

/// The larger of each pair of elements, with broadcasting.
struct Maximum: DifferentiableOperation {
  let name = "maximum"
  let saves: SavedTensors = [.input0, .input1]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.maximum, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    context.gradientsOfPairs { a, b in a .< b }
  }
}

extension BackwardContext {
  /// The gradients of two inputs of which each result is one element of a pair; equal elements halve it.
  ///
  /// - Parameter isOther: Where the result is the second element, and where it differs from the first.
  func gradientsOfPairs(where isOther: (Tensor, Tensor) -> Tensor) -> [Tensor?] {
    let (g, a, b) = (gradient, input(0), input(1))
    let shared = Tensor.where(a .== b, g / 2, g)
    let zero = Tensor.zeros([], dtype: g.dtype, device: g.device)
    return [
      needs[0] ? Tensor.where(isOther(a, b), zero, shared).summed(to: shape(0)) : nil,
      needs[1] ? Tensor.where(isOther(b, a), zero, shared).summed(to: shape(1)) : nil,
    ]
  }
}

extension Tensor {
  /// The larger of each pair of elements; NaN where either is.
  ///
  /// Equal elements halve the gradient. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.maximum.html>.
  ///
  /// - Parameter other: A tensor that broadcasts with this one.
  public func maximum(_ other: Tensor) -> Tensor {
    recordMatched(Maximum(), self, other)
  }
}
