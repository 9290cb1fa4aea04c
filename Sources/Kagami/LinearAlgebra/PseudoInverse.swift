/// The pseudo-inverse, by singular values.
struct PseudoInverse: FactoringOperation {
  let name = "pinv"
  let saves: SavedTensors = [.input0, .output]
  let outputCount = 1
  let tolerance: Double?

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let x = inputs[0]
    let (u, s, vh) = try x.svd(fullMatrices: false)
    let isKept = s .> x.rankBound(s, tolerance)
    let inverse = Tensor.where(isKept, s.maskedFill(.!isKept, 1).reciprocal(), 0)
    return [inverse.scalingColumns(of: vh.transpose()).matmul(u.transpose())]
  }

  /// That of a matrix whose rank does not change; by products of the smaller side.
  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (a, p) = (context.input(0), context.output)
    let (turned, g) = (p.transpose(), context.gradient.transpose())
    if a.shape[a.rank - 2] <= a.shape[a.rank - 1] {
      let k = g.matmul(p)
      let kp = k.matmul(turned)
      return [
        -p.matmul(k).transpose() + kp - a.matmul(p).matmul(kp)
          + turned.matmul(p).matmul(g - k.matmul(a))
      ]
    }
    let k = p.matmul(g)
    let pk = turned.matmul(k)
    return [
      -k.matmul(p).transpose() + (g - a.matmul(k)).matmul(p).matmul(turned) + pk
        - pk.matmul(p).matmul(a)
    ]
  }
}

extension Tensor {
  /// What singular values have to exceed to count.
  fileprivate func rankBound(_ s: Tensor, _ tolerance: Double?) -> Tensor {
    if s.shape[s.rank - 1] == 0 { return Tensor.zeros([], dtype: s.dtype, device: s.device) }
    let epsilon = dtype.floatingPointLimits?.epsilon ?? 0
    let largest = Double(Swift.max(shape[rank - 2], shape[rank - 1]))
    return s.amax(axis: -1, keepDims: true) * (tolerance ?? largest * epsilon)
  }

  /// Moore and Penrose's inverse of any matrix, `[…, n, m]` of `[…, m, n]`.
  ///
  /// ```swift
  /// let weights = try x.pinv().matmul(y)                    // least squares
  /// ```
  /// The gradient is that of matrices whose rank stays. To solve systems, ``leastSquares(_:)`` is faster. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.pinv.html>.
  ///
  /// - Parameter rtol: The share of the largest singular value below which others count as 0; unless given, the larger
  ///   extent times the distance from 1 to the next number.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions.
  public func pinv(rtol: Double? = nil) throws(LinearAlgebraError) -> Tensor {
    try MatrixBatch.check(self, "pinv")
    return try record(PseudoInverse(tolerance: rtol), self)[0]
  }

  /// How many singular values of each matrix count as more than 0, as `int64` of `[…]`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_rank.html>.
  ///
  /// - Parameter rtol: As of ``pinv(rtol:)``.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions.
  public func matrixRank(rtol: Double? = nil) throws(LinearAlgebraError) -> Tensor {
    let s = try withoutHistory.svdvals()
    return (s .> rankBound(s, rtol)).sum(axis: -1)
  }
}
