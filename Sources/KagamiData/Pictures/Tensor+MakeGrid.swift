public import Kagami

extension Tensor {
  /// Lays images out as one, row by row: torchvision's `make_grid`.
  ///
  /// ```swift
  /// let sheet = Tensor.rand([64, 3, 32, 32]).makeGrid()        // [3, 274, 274]
  /// let faces = generated.makeGrid(normalize: true, valueRange: (-1, 1))
  /// ```
  /// Images of one channel become three equal ones. With `normalize`, a value `x` is clamped to the range
  /// and becomes `(x − low) / max(high − low, 10⁻⁵)`. One image alone gets no padding. Nothing is
  /// differentiated. Source:
  /// <https://docs.pytorch.org/vision/stable/generated/torchvision.utils.make_grid.html>.
  ///
  /// - Parameters:
  ///   - rowLength: Images in a full row: torchvision's `nrow`.
  ///   - padding: Pixels left of, above and between the images.
  ///   - normalize: Whether values are mapped to 0 to 1.
  ///   - valueRange: What becomes 0 and 1; the least and the greatest value unless given.
  ///   - scaleEach: Whether each image has a range of its own.
  ///   - padValue: The value of the padding.
  /// - Returns: `[channels, height, width]` of the whole.
  /// - Precondition: the images are `[n, channels, height, width]` with n ≥ 1, or one of
  ///   `[channels, height, width]` or `[height, width]`.
  public func makeGrid(
    rowLength: Int = 8, padding: Int = 2, normalize: Bool = false,
    valueRange: (low: Double, high: Double)? = nil, scaleEach: Bool = false, padValue: Double = 0
  ) -> Tensor {
    guard (2...4).contains(rank), !shape.contains(0) else {
      misuse(
        "makeGrid", "\(shape) is no batch of images",
        hint: "pass [n, channels, height, width] without an extent of 0")
    }
    if rowLength < 1 || padding < 0 {
      misuse("makeGrid", "rows of \(rowLength) images with padding \(padding)")
    }
    var images = detach()
    while images.rank < 4 { images = images.unsqueeze(axis: 0) }
    if images.shape[1] == 1 { images = Tensor.concatenate([images, images, images], axis: 1) }
    if normalize {
      images =
        scaleEach
        ? Tensor.concatenate(
          (0..<images.shape[0]).map { images[$0..<$0 + 1].scaled(valueRange) })
        : images.scaled(valueRange)
    }
    return images.shape[0] == 1 ? images[0] : images.tiled(rowLength, padding, padValue)
  }

  /// Values clamped to a range and mapped to 0 to 1.
  private func scaled(_ range: (low: Double, high: Double)?) -> Tensor {
    let low = range?.low ?? amin().item()
    let high = range?.high ?? amax().item()
    return (clamp(min: low, max: high) - low) / Swift.max(high - low, 1e-5)
  }

  /// `[n, channels, height, width]` as one image.
  private func tiled(_ rowLength: Int, _ padding: Int, _ padValue: Double) -> Tensor {
    let (count, channels, height, width) = (shape[0], shape[1], shape[2], shape[3])
    let across = Swift.min(rowLength, count)
    let down = (count - 1) / across + 1
    // The space of an image: with padding above and to the left of it.
    guard let rows = Extents.span(down, height, padding: padding),
      let columns = Extents.span(across, width, padding: padding),
      let bytes = Extents.product(channels, rows, columns, dtype.byteCount),
      bytes <= MachineMemory.bytes
    else {
      misuse(
        "makeGrid",
        "\(across)×\(down) images of \(height)×\(width) with padding \(padding) exceed the memory",
        hint: "use less padding")
    }
    let tiles = pad([(padding, 0), (padding, 0)], mode: .constant(padValue))
    let (tall, wide) = (height + padding, width + padding)
    let missing = across * down - count
    let full =
      missing == 0
      ? tiles
      : Tensor.concatenate([
        tiles,
        .full([missing, channels, tall, wide], padValue, dtype: dtype, device: device),
      ])
    return full.reshape([down, across, channels, tall, wide]).permute([2, 0, 3, 1, 4])
      .reshape([channels, down * tall, across * wide])
      .pad([(0, padding), (0, padding)], mode: .constant(padValue))
  }
}
