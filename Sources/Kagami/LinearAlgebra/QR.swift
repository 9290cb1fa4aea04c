internal import KagamiKernels

/// How many columns the orthogonal factor has.
public enum QRMode: Sendable, CaseIterable {
  /// `min(m, n)`.
  case reduced
  /// `m`, a square factor.
  case complete
}

extension Tensor {
  /// An orthogonal and an upper triangular factor: `A = Q·R`.
  ///
  /// ```swift
  /// let (q, r) = try Tensor.randn([5, 3]).qr()      // [5, 3], [3, 3]
  /// ```
  /// The columns of Q are orthonormal. The diagonal of R may be negative, and has zeros where the
  /// columns of A depend on one another. The factors are constants: no gradient leads through them.
  /// They are computed by LAPACK on every device. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.qr.html>.
  ///
  /// - Parameter mode: Whether Q is `[…, m, min(m, n)]` or `[…, m, m]`.
  /// - Returns: Q, and R of `[…, columns of Q, n]`.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions.
  public func qr(mode: QRMode = .reduced) throws(LinearAlgebraError) -> (q: Tensor, r: Tensor) {
    let batch = try MatrixBatch(self, "qr")
    let width = mode == .complete ? batch.rows : batch.order
    let work = QRWork(
      a: batch.tensor, q: batch.zeros(batch.rows, width), r: batch.zeros(width, batch.columns),
      rows: batch.rows, columns: batch.columns, width: width)
    try batch.forEach(work)
    return (work.q.to(device), work.r.to(device))
  }
}

/// The rows of A in memory are columns of Aᵀ, whose LQ factors are the transposes of A's QR factors.
private struct QRWork: MatrixWork {
  let a, q, r: Tensor
  let rows, columns, width: Int

  func error(_ info: Int) -> LinearAlgebraError { .noConvergence(operation: "qr", info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let (a, q, r) = (
      a.matrix(index, of: E.self), q.matrix(index, of: E.self), r.matrix(index, of: E.self)
    )
    let order = min(rows, columns)
    if order == 0 {
      // Nothing to factor: the identity, as far as it goes.
      for i in 0..<width { q[i * width + i] = 1 }
      return
    }
    try LAPACK.lq(columns, rows, a, rows: width, q) {
      for i in 0..<rows {
        for j in 0..<order { q[i * width + j] = a[i * columns + j] }
      }
      for i in 0..<order {
        for j in i..<columns { r[i * columns + j] = a[i * columns + j] }
      }
    }
  }
}
