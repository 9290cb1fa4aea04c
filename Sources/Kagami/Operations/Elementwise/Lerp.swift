internal import KagamiKernels

/// `a + p · (b − a)`, elementwise, with broadcasting: from a where p is small, and else from b, so that both are
/// met exactly.
struct Lerp: DifferentiableOperation {
  let name = "lerp"
  let saves: SavedTensors = .nothing
  let weight: Double

  func forward(_ inputs: [Tensor]) -> Tensor {
    weight.magnitude < 0.5
      ? .computing(.blend, inputs[0], inputs[1], p: weight)
      : .computing(.blend, inputs[1], inputs[0], p: 1 - weight)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    return [1 - weight, weight].enumerated().map { index, share in
      context.needs[index] ? (g * share).summed(to: context.shape(index)) : nil
    }
  }
}

extension Tensor {
  /// Numbers between this tensor's and another's: `self + weight · (end − self)`.
  ///
  /// ```swift
  /// average = average.lerp(weights, 0.01)
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.lerp.html>.
  ///
  /// - Parameters:
  ///   - end: A tensor that broadcasts with this one; integers become `float32`.
  ///   - weight: How far: 0 gives this tensor, 1 the other.
  public func lerp(_ end: Tensor, _ weight: Double) -> Tensor {
    recordMatched(Lerp(weight: weight), self, end, isReal: true)
  }

  /// Numbers between this tensor's and another's, by a weight for each.
  ///
  /// - Parameters:
  ///   - end: A tensor that broadcasts with this one.
  ///   - weight: How far, a tensor that broadcasts with both.
  public func lerp(_ end: Tensor, _ weight: Tensor) -> Tensor {
    let (start, end, weight) = (real, end.real, weight.real)
    let difference = end - start
    return .where(
      weight.abs() .< 0.5, start + weight * difference, end - difference * (1 - weight))
  }
}
