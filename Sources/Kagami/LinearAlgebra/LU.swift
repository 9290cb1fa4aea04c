internal import KagamiKernels

/// A permutation, and a lower and an upper triangular factor.
struct TriangularFactors: FactoringOperation {
  let name = "lu"
  let saves: SavedTensors = [.output(0), .output(1), .output(2)]
  let outputCount = 3

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let batch = try MatrixBatch(inputs[0], name)
    let (m, n, order) = (batch.rows, batch.columns, batch.order)
    let work = LUWork(
      a: batch.tensor.transpose().contiguousCopy(), p: batch.zeros(m, m),
      l: batch.zeros(m, order), u: batch.zeros(order, n), rows: m, columns: n)
    try batch.forEach(work)
    return [work.p, work.l, work.u].map { $0.to(inputs[0].device) }
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (p, l, u) = (context.output(0), context.output(1), context.output(2))
    let (gl, gu) = (context.gradient(of: 1).tril(diagonal: -1), context.gradient(of: 2).triu())
    let (m, order, n) = (l.shape[l.rank - 2], l.shape[l.rank - 1], u.shape[u.rank - 1])
    // The square parts, and what is left of a tall or a wide matrix.
    let (l1, gl1) = (
      l.narrow(axis: -2, start: 0, length: order), gl.narrow(axis: -2, start: 0, length: order)
    )
    let (u1, gu1) = (
      u.narrow(axis: -1, start: 0, length: order), gu.narrow(axis: -1, start: 0, length: order)
    )
    var (below, above) = (l1.transpose().matmul(gl1), gu1.matmul(u1.transpose()))
    var (tall, wide): (Tensor?, Tensor?) = (nil, nil)
    if m > order {
      let (l2, gl2) = (
        l.narrow(axis: -2, start: order, length: m - order),
        gl.narrow(axis: -2, start: order, length: m - order)
      )
      above = above - l2.transpose().matmul(gl2)
      tall = gl2
    }
    if n > order {
      let (u2, gu2) = (
        u.narrow(axis: -1, start: order, length: n - order),
        gu.narrow(axis: -1, start: order, length: n - order)
      )
      below = below - gu2.matmul(u2.transpose())
      wide = gu2
    }
    let inner = below.tril(diagonal: -1) + above.triu()
    func fromLeft(_ x: Tensor) -> Tensor {
      x.orNaN { () throws(LinearAlgebraError) in
        try l1.transpose().solveTriangular(x, upper: true, unitriangular: true)
      }
    }
    func fromRight(_ x: Tensor) -> Tensor {
      x.orNaN { () throws(LinearAlgebraError) in
        try u1.transpose().solveTriangular(x, upper: false, left: false)
      }
    }
    var whole = fromLeft(fromRight(inner))
    if let wide { whole = .concatenate([whole, fromLeft(wide)], axis: whole.rank - 1) }
    if let tall { whole = .concatenate([whole, fromRight(tall)], axis: whole.rank - 2) }
    return [p.matmul(whole)]
  }
}

/// A lies column by column, as LAPACK has it.
private struct LUWork: MatrixWork {
  let a, p, l, u: Tensor
  let rows, columns: Int

  func error(_ info: Int) -> LinearAlgebraError { .singular(pivot: info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let a = a.matrix(index, of: E.self)
    let (p, l, u) = (
      p.matrix(index, of: E.self), l.matrix(index, of: E.self), u.matrix(index, of: E.self)
    )
    let order = min(rows, columns)
    var places = Array(0..<rows)
    for (row, other) in try LAPACK.lu(rows, columns, a).enumerated() { places.swapAt(row, other) }
    for (row, place) in places.enumerated() { p[place * rows + row] = 1 }
    for i in 0..<rows {
      for j in 0..<columns {
        let element = a[j * rows + i]
        if j < i, j < order { l[i * order + j] = element }
        if j >= i, i < order { u[i * columns + j] = element }
      }
      if i < order { l[i * order + i] = 1 }
    }
  }
}

extension Tensor {
  /// A permutation, a lower triangular factor with ones on its diagonal, and an upper one: `A = P·L·U`.
  ///
  /// ```swift
  /// let (p, l, u) = try Tensor([[1.0, 2], [3, 4]]).lu()
  /// ```
  /// By elimination with row exchanges, which a singular matrix has, too. It is computed by LAPACK on every device. The
  /// gradient is NaN where the square part of U has a zero on its diagonal. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu.html>.
  ///
  /// - Returns: `[…, m, m]`, `[…, m, min(m, n)]` and `[…, min(m, n), n]`.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions.
  public func lu() throws(LinearAlgebraError) -> (p: Tensor, l: Tensor, u: Tensor) {
    let results = try record(TriangularFactors(), self)
    return (results[0].detach(), results[1], results[2])
  }
}
