internal import KagamiKernels

/// How many columns the orthogonal factor has.
public enum QRMode: Sendable, CaseIterable {
  /// `min(m, n)`.
  case reduced
  /// `m`, a square factor.
  case complete
}

/// An orthogonal and an upper triangular factor.
struct OrthogonalFactors: FactoringOperation {
  let name = "qr"
  let saves: SavedTensors = [.input0, .output(0), .output(1)]
  let outputCount = 2
  let mode: QRMode

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let batch = try MatrixBatch(inputs[0], name)
    let (rows, columns) = (batch.rows, batch.columns)
    let width = mode == .complete ? rows : batch.order
    let work = QRWork(
      a: batch.tensor.transpose().contiguousCopy(), q: batch.zeros(width, rows),
      r: batch.zeros(width, columns), rows: rows, columns: columns, width: width)
    try batch.forEach(work)
    return [work.q.transpose().to(inputs[0].device), work.r.to(inputs[0].device)]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (a, q, r) = (context.input(0), context.output(0), context.output(1))
    let (gq, gr) = (context.gradient(of: 0), context.gradient(of: 1).triu())
    let (m, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    if mode == .complete, m > n {
      misuse(
        name, "the square factor of \(a.shape) has columns that no gradient leads through",
        hint: "use mode: .reduced")
    }
    if m >= n { return [Self.gradient(gq, gr, q, r)] }
    // The first columns make Q, and the rest of R is Qᵀ times the rest of A.
    func parts(_ x: Tensor) -> (Tensor, Tensor) {
      (x.narrow(axis: -1, start: 0, length: m), x.narrow(axis: -1, start: m, length: n - m))
    }
    let (triangle, _) = parts(r)
    let ((gTriangle, gRest), (_, rest)) = (parts(gr), parts(a))
    let first = Self.gradient(gq + rest.matmul(gRest.transpose()), gTriangle, q, triangle)
    return [Tensor.concatenate([first, q.matmul(gRest)], axis: a.rank - 1)]
  }

  /// Of a matrix with no more columns than rows: `(g + Q·S)·R⁻ᵀ`, where S is symmetric with the lower triangle of
  /// `R·hᵀ − gᵀ·Q`.
  private static func gradient(_ g: Tensor, _ h: Tensor, _ q: Tensor, _ r: Tensor) -> Tensor {
    let inner = r.matmul(h.transpose()) - g.transpose().matmul(q)
    let below = inner.tril(diagonal: -1)
    let symmetric = below + below.transpose() + inner.diagonal().diagEmbed()
    let whole = g + q.matmul(symmetric)
    return whole.orNaN { () throws(LinearAlgebraError) in
      try r.transpose().solveTriangular(whole, upper: false, left: false)
    }
  }
}

extension Tensor {
  /// An orthogonal and an upper triangular factor: `A = Q·R`.
  ///
  /// ```swift
  /// let (q, r) = try Tensor.randn([5, 3]).qr()      // [5, 3], [3, 3]
  /// ```
  /// The columns of Q are orthonormal. The diagonal of R may be negative, and has zeros where the
  /// columns of A depend on one another. They are computed by LAPACK on every device. The gradient is NaN where the first
  /// columns depend on one another, and that of the square Q of a tall matrix is misuse. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.qr.html>.
  ///
  /// - Parameter mode: Whether Q is `[…, m, min(m, n)]` or `[…, m, m]`.
  /// - Returns: Q, and R of `[…, columns of Q, n]`.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions.
  public func qr(mode: QRMode = .reduced) throws(LinearAlgebraError) -> (q: Tensor, r: Tensor) {
    let results = try record(OrthogonalFactors(mode: mode), self)
    return (results[0], results[1])
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
