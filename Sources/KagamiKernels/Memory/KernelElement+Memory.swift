internal import CKernels

extension KernelElement {
  /// Computes `y[r, i] = x[r, i]` for rows `leading` apart, whose elements are `stride` apart.
  package static func copy(
    rows: Int = 1, count: Int, _ x: UnsafePointer<Self>, leading leadingX: Int = 0,
    stride strideX: Int, into y: UnsafeMutablePointer<Self>, leading leadingY: Int = 0,
    stride strideY: Int
  ) {
    kg_copy(code, rows, count, x, leadingX, strideX, y, leadingY, strideY)
  }

  /// Computes `y[i] = value`.
  package static func fill(count: Int, _ value: Double, into y: UnsafeMutablePointer<Self>) {
    kg_fill(code, count, value, y)
  }
}
