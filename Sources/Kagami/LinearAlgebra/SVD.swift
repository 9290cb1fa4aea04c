internal import KagamiKernels

extension Tensor {
  /// Singular values and vectors: `A = U·diag(S)·Vh`.
  ///
  /// ```swift
  /// let (u, s, vh) = try Tensor.randn([5, 3]).svd(fullMatrices: false)   // [5, 3], [3], [3, 3]
  /// ```
  /// Singular values are not negative and fall. The columns of U and the rows of Vh are orthonormal;
  /// their signs are LAPACK's. The factors are constants: no gradient leads through them. They are
  /// computed by LAPACK on every device. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.svd.html>.
  ///
  /// - Parameter fullMatrices: Whether U is `[…, m, m]` and Vh `[…, n, n]`; otherwise only the first
  ///   `min(m, n)` vectors are formed.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions.
  public func svd(
    fullMatrices: Bool = true
  ) throws(LinearAlgebraError) -> (u: Tensor, s: Tensor, vh: Tensor) {
    let batch = try MatrixBatch(self, "svd")
    let (m, n, order) = (batch.rows, batch.columns, batch.order)
    let work = SVDWork(
      source: batch.source, a: batch.tensor, u: batch.zeros(m, fullMatrices ? m : order),
      s: batch.zeros(order), vh: batch.zeros(fullMatrices ? n : order, n),
      vectors: fullMatrices ? .all : .thin)
    try batch.forEach(work)
    return (work.u.to(device), work.s.to(device), work.vh.to(device))
  }

  /// The singular values alone, `[…, min(m, n)]`, falling.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.svdvals.html>.
  ///
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions.
  public func svdvals() throws(LinearAlgebraError) -> Tensor {
    let batch = try MatrixBatch(self, "svdvals")
    let work = SVDWork(
      source: batch.source, a: batch.tensor, u: batch.zeros(0, 0), s: batch.zeros(batch.order),
      vh: batch.zeros(0, 0), vectors: .none)
    try batch.forEach(work)
    return work.s.to(device)
  }
}

/// The rows of A in memory are columns of Aᵀ = V·S·Uᵀ: LAPACK's U is V, and its Vᵀ is Uᵀ, each of
/// which lies in memory as our row-major Vh and U.
private struct SVDWork: MatrixWork {
  let source, a, u, s, vh: Tensor
  let vectors: LAPACK.Vectors

  func error(_ info: Int) -> LinearAlgebraError { .noConvergence(operation: "svd", info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let (m, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (u, vh) = (u.matrix(index, of: E.self), vh.matrix(index, of: E.self))
    if min(m, n) == 0 {
      if vectors == .all {
        for i in 0..<m { u[i * m + i] = 1 }
        for i in 0..<n { vh[i * n + i] = 1 }
      }
      return
    }
    let matrix = a.matrix(index, of: E.self)
    try LAPACK.svd(vectors, n, m, matrix, s.vector(index), vh, u) {
      let again = source.contiguousCopy()
      withExtendedLifetime(again) {
        matrix.update(from: again.matrix(index, of: E.self), count: m * n)
      }
    }
  }
}
