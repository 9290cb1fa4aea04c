internal import COpenBLAS

extension Double {
  package static func product(
    _ route: BLASRoute, _ a: MatrixView<Double>, _ b: MatrixView<Double>,
    into c: UnsafeMutablePointer<Double>, leading: Int
  ) {
    let (m, n, k) = (Int32(a.rows), Int32(b.columns), Int32(a.columns))
    switch route {
    case .gemm:
      cblas_dgemm(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
        b.isTransposed ? CblasTrans : CblasNoTrans, m, n, k, 1, a.pointer, Int32(a.leading),
        b.pointer, Int32(b.leading), 0, c, Int32(leading))
    case .gemv where b.columns == 1:
      // One column: y = A x, A as it lies.
      let (rows, columns) = a.isTransposed ? (k, m) : (m, k)
      cblas_dgemv(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, rows, columns, 1, a.pointer,
        Int32(a.leading), b.pointer, Int32(b.rowStride), 0, c, Int32(leading))
    case .gemv:
      // One row: yᵀ = Bᵀ xᵀ.
      let (rows, columns) = b.isTransposed ? (n, k) : (k, n)
      cblas_dgemv(
        CblasRowMajor, b.isTransposed ? CblasNoTrans : CblasTrans, rows, columns, 1, b.pointer,
        Int32(b.leading), a.pointer, Int32(a.columnStride), 0, c, 1)
    case .ger:
      for row in 0..<a.rows { fill(count: b.columns, 0, into: c + row * leading) }
      cblas_dger(
        CblasRowMajor, m, n, 1, a.pointer, Int32(a.rowStride), b.pointer, Int32(b.columnStride), c,
        Int32(leading))
    case .dot:
      c.pointee = cblas_ddot(
        k, a.pointer, Int32(a.columnStride), b.pointer, Int32(b.rowStride))
    }
  }
}
