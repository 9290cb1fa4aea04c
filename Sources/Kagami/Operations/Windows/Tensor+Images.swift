extension Tensor {
  /// Stops unless this is a batch of images, or one.
  ///
  /// - Parameter axes: Axes of an image beside its channels: 1 or 2.
  func checkImages(_ operation: String, axes: Int = 2) throws(MisuseError) {
    if rank == axes + 1 || rank == axes + 2 { return }
    throw MisuseError(
      operation, "an input of \(shape) is no \(axes == 1 ? "sequence" : "image")",
      hint: axes == 1
        ? "a sequence is [channels, width], a batch [n, channels, width]"
        : "an image is [channels, rows, columns], a batch [n, channels, rows, columns]")
  }

  /// Stops unless the elements are of a floating-point type.
  func checkFloatingPoint(_ operation: String) throws(MisuseError) {
    if dtype.isFloatingPoint { return }
    throw MisuseError(
      operation, "an input of \(shape) is \(dtype), not of a floating-point type",
      hint: "convert it with to(.float32)")
  }

  /// Rows and columns of each channel; of a sequence, whose only axis is its columns, one row.
  func planeExtents(axes: Int = 2) -> Pair { Pair(axes == 1 ? 1 : shape[-2], shape[-1]) }

  /// What `body` makes of a batch of images, `[n, channels, rows, columns]`: of this tensor, or of a batch of the
  /// one image that it is; sequences are images of one row.
  ///
  /// - Parameter axes: Axes of an image beside its channels: 1 or 2.
  func asImages(axes: Int = 2, _ body: (Tensor) -> Tensor) -> Tensor {
    let isOne = rank == axes + 1
    var images = isOne ? unsqueeze(axis: 0) : self
    if axes == 1 { images = images.unsqueeze(axis: 2) }
    let result = body(images)
    let lines = axes == 1 ? result.squeeze(axis: 2) : result
    return isOne ? lines.squeeze(axis: 0) : lines
  }
}
