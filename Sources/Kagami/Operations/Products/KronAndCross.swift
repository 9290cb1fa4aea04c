extension Tensor {
  /// Kronecker's product: every element of this tensor times the whole other.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.kron.html>.
  public func kron(_ other: Tensor) -> Tensor {
    let rank = Swift.max(rank, other.rank)
    func padded(_ x: Tensor) -> [Int] { [Int](repeating: 1, count: rank - x.rank) + x.shape }
    let (a, b) = (padded(self), padded(other))
    let left = reshape(Shape(a.flatMap { [$0, 1] }))
    let right = other.reshape(Shape(b.flatMap { [1, $0] }))
    return (left * right).reshape(Shape(zip(a, b).map { $0 * $1 }))
  }

  /// The vector at right angles to each pair of vectors of three elements.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.cross.html>.
  ///
  /// - Parameters:
  ///   - other: Vectors that broadcast with these.
  ///   - axis: The axis of a vector, of extent 3; negative ones count from the end.
  public func cross(_ other: Tensor, axis: Int = -1) -> Tensor {
    let both = Tensor.broadcast([self, other])
    return both[0].checked { () throws(MisuseError) in
      let position = try both[0].checkedAxis(axis, "cross")
      if both[0].shape[position] != 3 {
        throw MisuseError("cross", "vectors along axis \(axis) of \(shape) do not have 3 elements")
      }
      let (a, b) = (both[0], both[1])
      return a.roll(-1, axis: position) * b.roll(-2, axis: position)
        - a.roll(-2, axis: position) * b.roll(-1, axis: position)
    }
  }
}
