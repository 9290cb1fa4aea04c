extension BLAS {
  /// `C = A · B`, or `C += A · B`, as a block of a larger product: not cut for threads, and not in the log.
  ///
  /// - Precondition: every extent and stride fits the 32-bit integers of BLAS, which are single-threaded.
  static func multiplyBlock<Element: KernelElement>(
    _ a: MatrixView<Element>, _ b: MatrixView<Element>, into c: UnsafeMutablePointer<Element>,
    leading: Int, accumulating: Bool
  ) {
    let (m, n, k) = (a.rows, b.columns, a.columns)
    guard m > 0, n > 0 else { return }
    if k == 0 {
      // BLAS may leave C as it was.
      if !accumulating {
        for row in 0..<m { Element.fill(count: n, 0, into: c + row * leading) }
      }
      return
    }
    let route = route(m: m, n: n, k: k)
    if route == .gemm, SkinnyProduct.isAllowed,
      Element.multiplySkinny(
        a, b, into: c, leading: leading, accumulating: accumulating, epilogue: Epilogue())
    {
      return
    }
    Element.blas.product(route, a, b, into: c, leading: leading, accumulating: accumulating)
  }
}
