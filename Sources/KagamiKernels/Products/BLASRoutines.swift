internal import COpenBLAS

/// The BLAS routines of one element type, under the names that they have without the type's letter.
package struct BLASRoutines<Element: BinaryFloatingPoint>: Sendable {
  typealias Constant = UnsafePointer<Element>
  typealias Variable = UnsafeMutablePointer<Element>

  /// Computes `C = αAB + βC`.
  let gemm:
    @Sendable (
      CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, Int32, Int32, Int32, Element, Constant, Int32,
      Constant, Int32, Element, Variable, Int32
    ) -> Void
  /// Computes `y = αAx + βy`.
  let gemv:
    @Sendable (
      CBLAS_ORDER, CBLAS_TRANSPOSE, Int32, Int32, Element, Constant, Int32, Constant, Int32,
      Element, Variable, Int32
    ) -> Void
  /// Computes `A = αxyᵀ + A`.
  let ger:
    @Sendable (
      CBLAS_ORDER, Int32, Int32, Element, Constant, Int32, Constant, Int32, Variable, Int32
    ) -> Void
  /// Computes `xᵀy`.
  let dot: @Sendable (Int32, Constant, Int32, Constant, Int32) -> Element
}

extension Float {
  package static let blas = BLASRoutines<Float>(
    gemm: cblas_sgemm, gemv: cblas_sgemv, ger: cblas_sger, dot: cblas_sdot)
}

extension Double {
  package static let blas = BLASRoutines<Double>(
    gemm: cblas_dgemm, gemv: cblas_dgemv, ger: cblas_dger, dot: cblas_ddot)
}

extension BLASRoutines where Element: KernelElement {
  /// One product by the routine for its shape; see `BLAS.multiply`.
  func product(
    _ route: BLASRoute, _ a: MatrixView<Element>, _ b: MatrixView<Element>, into c: Variable,
    leading: Int, accumulating: Bool
  ) {
    let (m, n, k) = (Int32(a.rows), Int32(b.columns), Int32(a.columns))
    let beta: Element = accumulating ? 1 : 0
    switch route {
    case .gemm:
      gemm(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
        b.isTransposed ? CblasTrans : CblasNoTrans, m, n, k, 1, a.pointer, Int32(a.leading),
        b.pointer, Int32(b.leading), beta, c, Int32(leading))
    case .gemv where b.columns == 1:
      // One column: y = A x, A as it lies.
      let (rows, columns) = a.isTransposed ? (k, m) : (m, k)
      gemv(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, rows, columns, 1, a.pointer,
        Int32(a.leading), b.pointer, Int32(b.rowStride), beta, c, Int32(leading))
    case .gemv:
      // One row: yᵀ = Bᵀ xᵀ.
      let (rows, columns) = b.isTransposed ? (n, k) : (k, n)
      gemv(
        CblasRowMajor, b.isTransposed ? CblasNoTrans : CblasTrans, rows, columns, 1, b.pointer,
        Int32(b.leading), a.pointer, Int32(a.columnStride), beta, c, 1)
    case .ger:
      if !accumulating {
        for row in 0..<a.rows { Element.fill(count: b.columns, 0, into: c + row * leading) }
      }
      ger(
        CblasRowMajor, m, n, 1, a.pointer, Int32(a.rowStride), b.pointer, Int32(b.columnStride), c,
        Int32(leading))
    case .dot:
      let product = dot(k, a.pointer, Int32(a.columnStride), b.pointer, Int32(b.rowStride))
      c.pointee = accumulating ? c.pointee + product : product
    }
  }
}
