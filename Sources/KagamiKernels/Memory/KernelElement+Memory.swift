internal import CKernels

extension KernelElement {
  /// Computes `y[i] = x[i]`.
  package static func copy(
    count: Int, _ x: UnsafePointer<Self>, stride strideX: Int, into y: UnsafeMutablePointer<Self>,
    stride strideY: Int
  ) {
    kg_copy(code, count, x, strideX, y, strideY)
  }

  /// Writes the transpose of `x[rows, columns]`, whose rows lie `leading` apart, tightly.
  package static func transpose(
    rows: Int, columns: Int, _ x: UnsafePointer<Self>, leading: Int,
    into y: UnsafeMutablePointer<Self>
  ) {
    kg_transpose(code, rows, columns, x, leading, y)
  }

  /// Computes `y[i] = value`.
  package static func fill(count: Int, _ value: Double, into y: UnsafeMutablePointer<Self>) {
    kg_fill(code, count, value, y)
  }
}
