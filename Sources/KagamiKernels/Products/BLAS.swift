internal import COpenBLAS

/// The products of the engine: OpenBLAS calls, but for the shapes that ``SkinnyProduct`` serves.
package enum BLAS {
  /// OpenBLAS's own threads are set to one, once: its threaded products are serialised by a mutex
  /// and its idle workers spin, so the blocks below are shared out by `Threads` instead.
  static let singleThreaded: Void = openblas_set_num_threads(1)

  /// What a product's elements go through while their block is at hand.
  package struct Epilogue<Element: KernelElement> {
    /// One summand for each column, or nil.
    package var bias: UnsafePointer<Element>?
    package var activation: Activation?

    package init(bias: UnsafePointer<Element>? = nil, activation: Activation? = nil) {
      (self.bias, self.activation) = (bias, activation)
    }

    /// Applies it to the results at `rows` and `columns`, the first of which lies at `c`.
    func apply(
      rows: Range<Int>, columns: Range<Int>, to c: UnsafeMutablePointer<Element>, leading: Int
    ) {
      Element.epilogue(
        activation, bias: bias.map { $0 + columns.lowerBound }, rows: rows.count,
        columns: columns.count, c, leading: leading)
    }
  }

  /// `C = A · B`, or `C += A · B`, row-major; then `epilogue`.
  ///
  /// - Parameters:
  ///   - a: `[m, k]`.
  ///   - b: `[k, n]`.
  ///   - c: `[m, n]`, rows `leading` elements apart.
  ///   - accumulating: Whether the product is added to what C holds.
  /// - Precondition: every extent and stride fits the 32-bit integers of BLAS.
  package static func multiply<Element: KernelElement>(
    _ a: MatrixView<Element>, _ b: MatrixView<Element>, into c: UnsafeMutablePointer<Element>,
    leading: Int, accumulating: Bool = false, epilogue: Epilogue<Element> = Epilogue()
  ) {
    let (m, n, k) = (a.rows, b.columns, a.columns)
    if k != b.rows || leading < n {
      fatalError("Kagami: factors of [\(m), \(k)] and [\(b.rows), \(n)] reached BLAS")
    }
    guard m > 0, n > 0 else { return }
    for extent in [m, n, k, a.leading, b.leading, leading] {
      if Int32(exactly: extent) == nil {
        fatalError("Kagami: the extent \(extent) exceeds BLAS's 32-bit integers")
      }
    }
    _ = singleThreaded
    let route = self.route(m: m, n: n, k: k)
    let log = BLASLog.current
    if k > 0 {
      log?.note(
        BLASCall(
          route, m: m, n: n, k: k,
          layout: (a.isTransposed ? "T" : "N") + (b.isTransposed ? "T" : "N")))
    }
    if k > 0, route == .gemm || route == .ger, SkinnyProduct.isAllowed,
      Element.multiplySkinny(
        a, b, into: c, leading: leading, accumulating: accumulating, epilogue: epilogue)
    {
      log?.noteOwn()
      return
    }
    // Pointers are not Sendable; the blocks write to disjoint parts of C.
    nonisolated(unsafe) let (a, b, c, epilogue) = (a, b, c, epilogue)
    BlockGrid(m: m, n: n, k: k).forEachBlock { rows, columns in
      let target = c + rows.lowerBound * leading + columns.lowerBound
      if k > 0 {
        Element.blas.product(
          route, a.rows(rows), b.columns(columns), into: target, leading: leading,
          accumulating: accumulating)
        log?.noteExecuted(2 * rows.count * columns.count * k)
      } else if !accumulating {
        // BLAS may leave C as it was.
        for row in 0..<rows.count {
          Element.fill(count: columns.count, 0, into: target + row * leading)
        }
      }
      epilogue.apply(rows: rows, columns: columns, to: target, leading: leading)
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
