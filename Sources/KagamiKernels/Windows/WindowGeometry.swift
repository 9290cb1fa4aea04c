internal import CKernels

/// A window over the last two axes of images; along a single axis, one whose other extent is 1.
package struct WindowGeometry: Hashable, Sendable {
  package var rows, columns: WindowAxis

  package init(rows: WindowAxis, columns: WindowAxis) {
    (self.rows, self.columns) = (rows, columns)
  }

  /// Elements of the window.
  package var size: Int { rows.size * columns.size }
}

/// A window's walk over planes of known extents, as kernels take it.
package struct WindowWalk: Sendable {
  let window: kg_window

  /// - Parameters:
  ///   - geometry: The window.
  ///   - extents: Rows and columns of a plane.
  ///   - positions: Those of the window along each.
  package init(
    _ geometry: WindowGeometry, over extents: (rows: Int, columns: Int),
    positions: (rows: Int, columns: Int)
  ) {
    func axis(_ axis: WindowAxis, _ extent: Int, _ positions: Int) -> kg_axis {
      kg_axis(
        size: axis.size, stride: axis.stride, dilation: axis.dilation, before: axis.before,
        extent: extent, positions: positions)
    }
    window = kg_window(
      rows: axis(geometry.rows, extents.rows, positions.rows),
      columns: axis(geometry.columns, extents.columns, positions.columns))
  }
}
