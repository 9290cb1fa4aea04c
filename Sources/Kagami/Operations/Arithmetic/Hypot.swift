internal import KagamiKernels

/// `√(a² + b²)`, elementwise, with broadcasting.
struct Hypot: DifferentiableOperation {
  let name = "hypot"
  let saves: SavedTensors = [.input0, .input1, .output]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.hypot, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, length) = (context.gradient, context.output)
    return (0..<2).map {
      context.needs[$0] ? (g * (context.input($0) / length)).summed(to: context.shape($0)) : nil
    }
  }
}

extension Tensor {
  /// The length `√(self² + other²)` of each pair of elements, without overflow on the way.
  ///
  /// Infinite where either element is, even beside NaN. The gradient is `self/length`; NaN where both are 0.
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.hypot.html>.
  ///
  /// - Parameter other: A tensor that broadcasts with this one; integers become `float32`.
  public func hypot(_ other: Tensor) -> Tensor { recordMatched(Hypot(), self, other, isReal: true) }
}
