internal import KagamiKernels

/// The larger of each pair of elements, with broadcasting.
struct Maximum: DifferentiableOperation {
  let name = "maximum"
  let saves: SavedTensors = [.input0, .input1]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.maximum, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, a, b) = (context.gradient, context.input(0), context.input(1))
    // Equal elements share the gradient.
    let shared = Tensor.where(a .== b, g / 2, g)
    let zero = Tensor.zeros([], dtype: g.dtype, device: g.device)
    return [
      context.needs[0]
        ? Tensor.where(a .< b, zero, shared).summed(to: context.shape(0)) : nil,
      context.needs[1]
        ? Tensor.where(a .> b, zero, shared).summed(to: context.shape(1)) : nil,
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
    let (a, b) = Tensor.matched("maximum", self, other)
    return record(Maximum(), a, b)
  }
}
