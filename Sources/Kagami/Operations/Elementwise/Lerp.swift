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
    // From the nearer end, so that both are met exactly.
    let (start, end) = (real, end.real)
    return weight.magnitude < 0.5
      ? start + (end - start) * weight : end - (end - start) * (1 - weight)
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
