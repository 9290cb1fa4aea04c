internal import KagamiKernels

/// `ln(eᵃ + eᵇ)`, elementwise, with broadcasting.
struct LogAddExp: DifferentiableOperation {
  let name = "logAddExp"
  let saves: SavedTensors = [.input0, .input1]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.logAddExp, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    return (0..<2).map {
      guard context.needs[$0] else { return nil }
      return (g / ((context.input(1 - $0) - context.input($0)).exp() + 1))
        .summed(to: context.shape($0))
    }
  }
}

extension Tensor {
  /// `ln(e^self + e^other)` of each pair of elements, without overflow on the way.
  ///
  /// The gradient is each summand's share of the sum. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.logaddexp.html>.
  ///
  /// - Parameter other: A tensor that broadcasts with this one; integers become `float32`.
  public func logAddExp(_ other: Tensor) -> Tensor {
    recordMatched(LogAddExp(), self, other, isReal: true)
  }
}
