internal import CKernels

/// Matrix products without BLAS, for comparison.
package enum NaiveLoops {
  /// `C = A · B` by three nested scalar loops, as in a textbook.
  package static func textbook(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>
  ) {
    kg_naive_gemm(
      a.rows, b.columns, a.columns, a.pointer, a.rowStride, a.columnStride, b.pointer, b.rowStride,
      b.columnStride, c)
  }

  /// `C = A · B` by three nested loops in the order that lets the compiler use the machine's full width.
  ///
  /// - Precondition: where the columns of B are contiguous, so are the rows of A.
  package static func vectorised(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>
  ) {
    precondition(b.columnStride == 1 || (a.columnStride == 1 && b.rowStride == 1))
    kg_vector_gemm(
      a.rows, b.columns, a.columns, a.pointer, a.rowStride, a.columnStride, b.pointer, b.rowStride,
      b.columnStride, c)
  }
}

extension Float {
  package static func multiplyNaively(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>,
    leading: Int, accumulating: Bool
  ) -> Bool {
    guard !accumulating, leading == b.columns else { return false }
    NaiveLoops.vectorised(a, b, into: c)
    return true
  }
}
