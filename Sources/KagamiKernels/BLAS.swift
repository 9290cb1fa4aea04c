internal import COpenBLAS

/// The products of the engine, all of them OpenBLAS calls.
package enum BLAS {
  /// OpenBLAS's own threads are set to one, once: its threaded products are serialised by a mutex
  /// and its idle workers spin, so the blocks below are shared out by `Threads` instead.
  private static let singleThreaded: Void = openblas_set_num_threads(1)

  /// Columns (or rows) in a block.
  ///
  /// Fixed, so that results do not depend on the number of threads.
  static let blockExtent = 256

  /// `C = A · B`, row-major.
  ///
  /// - Parameters:
  ///   - a: `[m, k]`.
  ///   - b: `[k, n]`.
  ///   - c: `[m, n]`, rows `leading` elements apart; overwritten.
  /// - Precondition: every extent and stride fits the 32-bit integers of BLAS.
  package static func multiply<Element: KernelElement>(
    _ a: MatrixView<Element>, _ b: MatrixView<Element>, into c: UnsafeMutablePointer<Element>,
    leading: Int
  ) {
    let (m, n, k) = (a.rows, b.columns, a.columns)
    precondition(k == b.rows && leading >= n, "inner extents differ")
    guard m > 0, n > 0 else { return }
    guard k > 0 else {
      // BLAS may leave C as it was.
      for row in 0..<m { Element.fill(count: n, 0, into: c + row * leading) }
      return
    }
    for extent in [m, n, k, a.leading, b.leading, leading] {
      precondition(Int32(exactly: extent) != nil, "extent \(extent) exceeds BLAS's 32-bit integers")
    }
    _ = singleThreaded
    let route = self.route(m: m, n: n, k: k)
    let log = BLASLog.current
    log?.note(
      BLASCall(
        route, m: m, n: n, k: k,
        layout: (a.isTransposed ? "T" : "N") + (b.isTransposed ? "T" : "N")))
    guard route == .gemm, m * n * k >= 1 << 18 else {
      Element.product(route, a, b, into: c, leading: leading)
      log?.noteExecuted(2 * m * n * k)
      return
    }
    // Columns are cut where there are enough of them, else rows.
    let byColumns = n > blockExtent || m <= blockExtent
    let extent = byColumns ? n : m
    // Pointers are not Sendable; the blocks write to disjoint parts of C.
    nonisolated(unsafe) let (a, b, c) = (a, b, c)
    Threads.forEachBlock(of: extent, size: blockExtent) { range in
      if byColumns {
        Element.product(.gemm, a, b.columns(range), into: c + range.lowerBound, leading: leading)
        log?.noteExecuted(2 * m * range.count * k)
      } else {
        Element.product(
          .gemm, a.rows(range), b, into: c + range.lowerBound * leading, leading: leading)
        log?.noteExecuted(2 * range.count * n * k)
      }
    }
  }

  /// The routine for a shape: general products waste their packing on single rows and columns.
  static func route(m: Int, n: Int, k: Int) -> BLASRoute {
    switch (m, n, k) {
    case (1, 1, _): .dot
    case (_, _, 1): .ger
    case (1, _, _), (_, 1, _): .gemv
    default: .gemm
    }
  }
}
