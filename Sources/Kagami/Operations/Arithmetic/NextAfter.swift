internal import KagamiKernels

extension Tensor {
  /// The number next to each element in the direction of the one in `target` that meets it, in their type.
  ///
  /// ```swift
  /// Tensor([1.0], dtype: .float64).nextAfter(Tensor([2.0], dtype: .float64))    // 1 + 2⁻⁵²
  /// ```
  /// Equal elements give that of `target`. Nothing is recorded for gradients. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nextafter.html>.
  ///
  /// - Parameter target: A tensor that broadcasts with this one; integers become `float32`.
  /// - Precondition: the type in which both meet is `float32` or `float64`.
  public func nextAfter(_ target: Tensor) -> Tensor {
    let (a, b) = Tensor.matched("nextAfter", withoutHistory, target.withoutHistory, isReal: true)
    if a.dtype.isHalf {
      misuse(
        "nextAfter", "elements of \(a.dtype) have no neighbours here",
        hint: "convert with to(.float32) first")
    }
    return .computing(.nextAfter, a, b)
  }
}
