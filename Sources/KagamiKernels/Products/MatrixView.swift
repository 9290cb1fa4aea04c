/// A matrix in memory, one of whose strides is 1.
package struct MatrixView<Element: KernelElement> {
  package let pointer: UnsafePointer<Element>
  package let rows, columns: Int
  package let rowStride, columnStride: Int

  /// - Precondition: one stride is 1 and the other reaches over a whole line, or the matrix has at
  ///   most one line in that direction.
  package init(
    _ pointer: UnsafePointer<Element>, rows: Int, columns: Int, rowStride: Int, columnStride: Int
  ) {
    (self.pointer, self.rows, self.columns) = (pointer, rows, columns)
    (self.rowStride, self.columnStride) = (rowStride, columnStride)
  }

  /// Whether BLAS can read the matrix as it lies.
  package static func isReadable(rows: Int, columns: Int, rowStride: Int, columnStride: Int) -> Bool
  {
    (columnStride == 1 || columns == 1) && (rowStride >= columns || rows == 1) && rowStride > 0
      || (rowStride == 1 || rows == 1) && (columnStride >= rows || columns == 1)
        && columnStride > 0
  }

  /// Whether memory holds the transpose, in row-major words.
  package var isTransposed: Bool {
    !((columnStride == 1 || columns == 1) && (rowStride >= columns || rows == 1))
  }

  /// Elements between lines, as BLAS takes it: at least the length of a line.
  package var leading: Int {
    isTransposed
      ? max(columns == 1 ? rows : columnStride, rows, 1)
      : max(rows == 1 ? columns : rowStride, columns, 1)
  }

  func rows(_ range: Range<Int>) -> MatrixView {
    MatrixView(
      pointer + range.lowerBound * rowStride, rows: range.count, columns: columns,
      rowStride: rowStride, columnStride: columnStride)
  }

  func columns(_ range: Range<Int>) -> MatrixView {
    MatrixView(
      pointer + range.lowerBound * columnStride, rows: rows, columns: range.count,
      rowStride: rowStride, columnStride: columnStride)
  }
}
