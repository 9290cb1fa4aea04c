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
    let (rows, columns) = (batch.rows, batch.columns)
    let width = mode == .complete ? rows : batch.order
    let work = QRWork(
      a: batch.tensor.transpose().contiguousCopy(), q: batch.zeros(width, rows),
      r: batch.zeros(width, columns), rows: rows, columns: columns, width: width)
    try batch.forEach(work)
    return (work.q.transpose().to(device), work.r.to(device))
  }
}

/// A and Q lie column by column, as LAPACK has it, which is faster than the LQ factors of Aᵀ.
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
      for i in 0..<width { q[i * rows + i] = 1 }
      return
    }
    try LAPACK.qr(rows, columns, a, columns: width, q) {
      q.update(from: a, count: order * rows)
      for i in 0..<order {
        E.copy(
          count: columns - i, a + i * rows + i, stride: rows, into: r + i * columns + i, stride: 1)
      }
    }
  }
}
