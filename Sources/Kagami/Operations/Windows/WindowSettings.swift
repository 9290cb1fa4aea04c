internal import KagamiKernels

/// The numbers of a window along both axes, which are checked before it walks.
///
/// Along a single axis rows are one, and messages speak of columns alone.
struct WindowSettings {
  /// What is called, for messages.
  let operation: String
  /// Axes of an image that the window walks along: 1 or 2.
  var axes = 2
  let size: Pair
  var stride = Pair(1)
  var dilation = Pair(1)
  /// Elements of padding in front of each axis, and behind it.
  var before = Pair(0)
  var after = Pair(0)

  /// The largest number that anything here may be.
  private static let largest = Int(Int32.max)

  /// The window, once each number is one that a window can have.
  func geometry() throws(MisuseError) -> WindowGeometry {
    try check("a window", size, atLeast: 1)
    try check("a stride", stride, atLeast: 1)
    try check("a dilation", dilation, atLeast: 1)
    try check("padding", before, atLeast: 0)
    try check("padding", after, atLeast: 0)
    return WindowGeometry(
      rows: WindowAxis(
        size: size.rows, stride: stride.rows, dilation: dilation.rows, before: before.rows,
        after: after.rows),
      columns: WindowAxis(
        size: size.columns, stride: stride.columns, dilation: dilation.columns,
        before: before.columns, after: after.columns))
  }

  private func check(_ name: String, _ pair: Pair, atLeast least: Int) throws(MisuseError) {
    for number in [pair.rows, pair.columns] where number < least || number > Self.largest {
      let along = axes == 1 ? "" : " along either axis"
      throw MisuseError(
        operation, "\(name) cannot be \(text(pair))",
        hint: number < least ? "\(least) is the least\(along)" : nil)
    }
  }

  private func text(_ pair: Pair) -> String { axes == 1 ? "\(pair.columns)" : "\(pair)" }

  private func area(_ rows: Int, _ columns: Int) -> String {
    axes == 1 ? "\(columns)" : "\(rows)×\(columns)"
  }

  /// The positions of the window over planes of `extents`, of which there is at least one.
  ///
  /// - Parameter shape: The images', for messages.
  func positions(
    _ window: WindowGeometry, over extents: Pair, roundingUp: Bool = false, _ shape: Shape
  ) throws(MisuseError) -> Pair {
    let (rows, columns) = (window.rows, window.columns)
    let positions = Pair(
      rows.positions(over: extents.rows, roundingUp: roundingUp),
      columns.positions(over: extents.columns, roundingUp: roundingUp))
    if positions.rows == 0 || positions.columns == 0 {
      let padded = area(
        extents.rows + rows.before + rows.after, extents.columns + columns.before + columns.after)
      throw MisuseError(
        operation,
        "a window of \(area(rows.span, columns.span)) does not fit an image of \(padded), "
          + "which \(shape) is with its padding",
        hint: "use a smaller window or dilation, or more padding")
    }
    return positions
  }
}

extension WindowSettings {
  /// A pooling window and its positions over planes of `extents`.
  ///
  /// - Parameter shape: The images', for messages.
  func pooling(
    over extents: Pair, roundingUp: Bool, _ shape: Shape
  ) throws(MisuseError) -> (WindowGeometry, Pair) {
    let window = try geometry()
    if extents.rows == 0 || extents.columns == 0 {
      throw MisuseError(operation, "images of \(shape) have no elements to pool")
    }
    if before.rows > size.rows / 2 || before.columns > size.columns / 2 {
      throw MisuseError(
        operation, "padding of \(text(before)) is more than half a window of \(text(size))",
        hint: "at most \(text(Pair(size.rows / 2, size.columns / 2))) on each side")
    }
    let positions = try positions(window, over: extents, roundingUp: roundingUp, shape)
    for (axis, extent, count) in [
      (window.rows, extents.rows, positions.rows),
      (window.columns, extents.columns, positions.columns),
    ] where axis.dilation > 1 && axis.before > 0 {
      // Dilated, it may step over an image that is smaller than its padding.
      if (0..<count).contains(where: { axis.elements(at: $0, over: extent).isEmpty }) {
        throw MisuseError(
          operation,
          "a window of \(text(size)) with a dilation of \(text(dilation)) stands on padding alone, beside "
            + "images of \(shape)", hint: "use less padding, or a smaller dilation")
      }
    }
    return (window, positions)
  }
}
