extension Tensor {
  /// The X for which the squares of `A·X − B` add up to the least; of several, the one whose own squares do.
  ///
  /// ```swift
  /// let weights = try x.leastSquares(y)                     // a line through points
  /// ```
  /// By QR, and by singular values where columns depend on one another. Gradients lead to both. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.lstsq.html>.
  ///
  /// - Parameter b: `[…, m, k]`, or vectors `[…, m]` where that is this tensor's shape without its last axis, or `[m]`.
  ///   Batches broadcast.
  /// - Returns: `[…, n, k]` or `[…, n]`.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions, and `b` fits it and has its type.
  /// - Precondition: both are on one device.
  public func leastSquares(_ b: Tensor) throws(LinearAlgebraError) -> Tensor {
    try MatrixBatch.check(self, "leastSquares")
    let right = try RightHandSide(b, for: self, "leastSquares")
    let (m, n) = (shape[rank - 2], shape[rank - 1])
    let (q, r) = try (m >= n ? self : transpose()).qr()
    let solution: Tensor
    if r.hasSmallDiagonal {
      solution = try pinv().matmul(right.columns)
    } else if m >= n {
      solution = try r.solveTriangular(q.transpose().matmul(right.columns), upper: true)
    } else {
      solution = try q.matmul(r.transpose().solveTriangular(right.columns, upper: false))
    }
    return right.formed(solution)
  }

  /// Whether the diagonal of a triangular factor says that columns depend on one another.
  private var hasSmallDiagonal: Bool {
    let sizes = withoutHistory.diagonal().abs()
    if sizes.count == 0 { return false }
    let bound = (dtype.floatingPointLimits?.epsilon ?? 0) * Double(shape[rank - 1]) * 16
    return (sizes .<= sizes.amax(axis: -1, keepDims: true) * bound).any().item(as: Bool.self)
  }

  /// How much a matrix enlarges errors: its norm times that of its inverse, `[…]`.
  ///
  /// Of order two, which any matrix has, the largest singular value divided by the smallest. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.cond.html>.
  ///
  /// - Parameter order: The norm.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions with elements; for other orders than two
  ///   it is square and invertible.
  public func cond(_ order: MatrixNormOrder = .two) throws(LinearAlgebraError) -> Tensor {
    switch order {
    case .two: try matrixNorm(.two) / matrixNorm(.minusTwo)
    case .minusTwo: try matrixNorm(.minusTwo) / matrixNorm(.two)
    default: try matrixNorm(order) * inverse().matrixNorm(order)
    }
  }
}
