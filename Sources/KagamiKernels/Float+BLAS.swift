internal import COpenBLAS

extension Float {
  package static func multiply(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>,
    leading: Int,
    accumulating: Bool, finish: BLAS.Finish<Float>
  ) {
    BLAS.multiply(a, b, into: c, leading: leading, accumulating: accumulating, finish: finish)
  }

  package static func product(
    _ route: BLASRoute, _ a: MatrixView<Float>, _ b: MatrixView<Float>,
    into c: UnsafeMutablePointer<Float>, leading: Int, accumulating: Bool
  ) {
    let (m, n, k) = (Int32(a.rows), Int32(b.columns), Int32(a.columns))
    let beta: Float = accumulating ? 1 : 0
    switch route {
    case .gemm:
      cblas_sgemm(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
        b.isTransposed ? CblasTrans : CblasNoTrans, m, n, k, 1, a.pointer, Int32(a.leading),
        b.pointer, Int32(b.leading), beta, c, Int32(leading))
    case .gemv where b.columns == 1:
      // One column: y = A x, A as it lies.
      let (rows, columns) = a.isTransposed ? (k, m) : (m, k)
      cblas_sgemv(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, rows, columns, 1, a.pointer,
        Int32(a.leading), b.pointer, Int32(b.rowStride), beta, c, Int32(leading))
    case .gemv:
      // One row: yᵀ = Bᵀ xᵀ.
      let (rows, columns) = b.isTransposed ? (n, k) : (k, n)
      cblas_sgemv(
        CblasRowMajor, b.isTransposed ? CblasNoTrans : CblasTrans, rows, columns, 1, b.pointer,
        Int32(b.leading), a.pointer, Int32(a.columnStride), beta, c, 1)
    case .ger:
      if !accumulating {
        for row in 0..<a.rows { fill(count: b.columns, 0, into: c + row * leading) }
      }
      cblas_sger(
        CblasRowMajor, m, n, 1, a.pointer, Int32(a.rowStride), b.pointer, Int32(b.columnStride), c,
        Int32(leading))
    case .dot:
      let product = cblas_sdot(
        k, a.pointer, Int32(a.columnStride), b.pointer, Int32(b.rowStride))
      c.pointee = accumulating ? c.pointee + product : product
    }
  }
}
