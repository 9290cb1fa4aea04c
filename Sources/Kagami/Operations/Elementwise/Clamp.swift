internal import KagamiKernels

/// `min(max(x, low), high)`, elementwise.
struct Clamp: Operation {
  let name = "clamp"
  let keeps: Kept = .input0
  let low: Double
  let high: Double

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.clamp, p: low, q: high) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let x = context.input(0)
    return [Tensor.where((x .> low) .&& (x .< high), context.gradient, 0)]
  }
}

extension Tensor {
  /// Each element, moved to the nearer bound where it is outside.
  ///
  /// The gradient is 1 within the bounds and 0 on them and outside; NaN stays NaN. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.clamp.html>.
  ///
  /// - Parameters:
  ///   - min: The lower bound.
  ///   - max: The upper bound; it wins where the bounds cross.
  public func clamp(min: Double = -.infinity, max: Double = .infinity) -> Tensor {
    record(Clamp(low: Swift.min(min, max), high: max), self)
  }
}
