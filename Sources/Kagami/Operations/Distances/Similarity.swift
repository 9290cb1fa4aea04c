// How near vectors are to each other.
extension Tensor {
  /// Vectors along an axis divided by their norms.
  ///
  /// ```swift
  /// embeddings.normalized(axis: 1)                          // every row of length 1
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.normalize.html>.
  ///
  /// - Parameters:
  ///   - order: That of the norm; see ``vectorNorm(_:axes:keepDims:)``.
  ///   - axis: The axis of a vector; negative ones count from the end.
  ///   - eps: What a norm counts as at least.
  public func normalized(order: Double = 2, axis: Int = 1, eps: Double = 1e-12) -> Tensor {
    self / vectorNorm(order, axis: axis, keepDims: true).clamp(min: eps)
  }

  /// The cosine of the angle between vectors along an axis.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html>.
  ///
  /// - Parameters:
  ///   - other: Vectors that broadcast with these.
  ///   - axis: The axis of a vector, counted in the common shape.
  ///   - eps: What a norm counts as at least.
  public func cosineSimilarity(_ other: Tensor, axis: Int = 1, eps: Double = 1e-8) -> Tensor {
    let both = Tensor.broadcast([real, other.real])
    let directions = both.map { $0 / $0.vectorNorm(axis: axis, keepDims: true).clamp(min: eps) }
    return (directions[0] * directions[1]).sum(axis: axis)
  }

  /// The distances of all pairs of rows of two matrices, `[…, n, m]` of `[…, n, d]` and `[…, m, d]`.
  ///
  /// ```swift
  /// points.cdist(centers).argmin(axis: -1)                  // the nearest center of each
  /// ```
  /// Of Euclid's distance, squares are formed as `|a|² + |b|² − 2ab` by one matrix product where there are more than 25
  /// rows on either side, as in torch; near 0 they then have about half the digits. The gradient is 0 where two rows are
  /// equal. Source: <https://docs.pytorch.org/docs/stable/generated/torch.cdist.html>.
  ///
  /// - Parameters:
  ///   - other: The other rows, as long as these.
  ///   - order: That of the norm of the differences.
  public func cdist(_ other: Tensor, order: Double = 2) -> Tensor {
    let (a, b) = (real, other.real)
    return a.checked { () throws(MisuseError) in
      guard a.rank >= 2, b.rank >= 2, a.shape[a.rank - 1] == b.shape[b.rank - 1] else {
        throw MisuseError(
          "cdist", "rows of \(shape) and \(other.shape) have no distances",
          hint: "both have rows and columns, and as many columns")
      }
      let isLarge = a.shape[a.rank - 2] > 25 || b.shape[b.rank - 2] > 25
      if order == 2, isLarge {
        let squares =
          a.square().sum(axis: -1, keepDims: true)
          + b.square().sum(axis: -1).unsqueeze(axis: -2) - a.matmul(b.transpose()) * 2
        // Rounding may leave a square a little below 0; the root's slope at 0 counts as 0.
        let isPositive = squares.detach() .> 0
        return Tensor.where(isPositive, squares, 1).sqrt().maskedFill(.!isPositive, 0)
      }
      return (a.unsqueeze(axis: -2) - b.unsqueeze(axis: -3)).vectorNorm(order, axis: -1)
    }
  }
}
