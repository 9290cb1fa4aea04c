internal import KagamiKernels

/// The numbers of a window along both axes, which are checked before it walks.
struct WindowSettings {
  /// What is called, for messages.
  let operation: String
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
      throw MisuseError(
        operation, "\(name) cannot be \(pair)",
        hint: number < least ? "\(least) is the least along either axis" : nil)
    }
  }
}

extension WindowSettings {
  /// A pooling window and its positions over images of `shape`.
  func pooling(
    _ shape: Shape, roundingUp: Bool
  ) throws(MisuseError) -> (WindowGeometry, Pair) {
    let window = try geometry()
    if shape[-2] == 0 || shape[-1] == 0 {
      throw MisuseError(operation, "images of \(shape) have no elements to pool")
    }
    if before.rows > size.rows / 2 || before.columns > size.columns / 2 {
      throw MisuseError(
        operation, "padding of \(before) is more than half a window of \(size)",
        hint: "at most \(Pair(size.rows / 2, size.columns / 2)) on each side")
    }
    let positions = try window.positions(over: shape, roundingUp: roundingUp, operation)
    for (axis, extent, count) in [
      (window.rows, shape[-2], positions.rows), (window.columns, shape[-1], positions.columns),
    ] where axis.dilation > 1 && axis.before > 0 {
      // Dilated, it may step over an image that is smaller than its padding.
      if (0..<count).contains(where: { axis.elements(at: $0, over: extent).isEmpty }) {
        throw MisuseError(
          operation,
          "a window of \(size) with a dilation of \(dilation) stands on padding alone, beside "
            + "images of \(shape)", hint: "use less padding, or a smaller dilation")
      }
    }
    return (window, positions)
  }
}

extension WindowGeometry {
  /// The positions over images of `shape`, of which there is at least one.
  func positions(
    over shape: Shape, roundingUp: Bool = false, _ operation: String
  ) throws(MisuseError) -> Pair {
    let positions = Pair(
      rows.positions(over: shape[-2], roundingUp: roundingUp),
      columns.positions(over: shape[-1], roundingUp: roundingUp))
    if positions.rows == 0 || positions.columns == 0 {
      let padded = (
        shape[-2] + rows.before + rows.after, shape[-1] + columns.before + columns.after
      )
      throw MisuseError(
        operation,
        "a window of \(rows.span)×\(columns.span) does not fit an image of \(padded.0)×\(padded.1), "
          + "which \(shape) is with its padding",
        hint: "use a smaller window or dilation, or more padding")
    }
    return positions
  }
}

extension Tensor {
  /// Stops unless this is a batch of images, or one.
  func checkImages(_ operation: String) throws(MisuseError) {
    if rank == 3 || rank == 4 { return }
    throw MisuseError(
      operation, "an input of \(shape) is no image",
      hint: "an image is [channels, rows, columns], a batch [n, channels, rows, columns]")
  }

  /// What `body` makes of a batch of images: of this tensor, or of a batch of the one image that it is.
  func asImages(_ body: (Tensor) -> Tensor) -> Tensor {
    rank == 4 ? body(self) : body(unsqueeze(axis: 0)).squeeze(axis: 0)
  }
}
