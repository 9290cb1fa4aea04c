extension Tensor {
  /// The means of windows that divide an image into a given number of rows and columns.
  ///
  /// ```swift
  /// Tensor.randn([64, 512, 7, 7]).adaptiveAvgPool2d(1)                 // [64, 512, 1, 1]
  /// Tensor.randn([64, 8, 10, 9]).adaptiveAvgPool2d([4, 3])             // [64, 8, 4, 3]
  /// ```
  /// Window `i` of `size` along an axis has the elements from `⌊i · extent / size⌋` to
  /// `⌈(i + 1) · extent / size⌉`, so that neighbours overlap where `size` does not divide the extent. All elements of a
  /// window share the gradient of its mean. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html>.
  ///
  /// - Parameter outputSize: Rows and columns of results.
  /// - Returns: `[n, channels, rows, columns]`; of a single image without n.
  /// - Precondition: images have elements of a floating-point type, and results too.
  public func adaptiveAvgPool2d(_ outputSize: Pair) -> Tensor {
    adaptivePool("adaptiveAvgPool2d", outputSize, axes: 2) { x in
      let (rows, columns) = (x.shape[-2], x.shape[-1])
      if rows.isMultiple(of: outputSize.rows), columns.isMultiple(of: outputSize.columns) {
        return outputSize == 1
          ? x.mean(axes: [-2, -1], keepDims: true)
          : x.avgPool2d(Pair(rows / outputSize.rows, columns / outputSize.columns))
      }
      // Columns and then rows: neither depends on the other.
      return x.adaptiveMean(-1, outputSize.columns).adaptiveMean(-2, outputSize.rows)
    }
  }

  /// The means of windows that divide sequences into a given number.
  ///
  /// ```swift
  /// Tensor.randn([64, 8, 100]).adaptiveAvgPool1d(5)                    // [64, 8, 5]
  /// ```
  /// See ``adaptiveAvgPool2d(_:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool1d.html>.
  ///
  /// - Parameter outputSize: Elements of results.
  /// - Returns: `[n, channels, size]`; of a single sequence without n.
  /// - Precondition: sequences have elements of a floating-point type, and results too.
  public func adaptiveAvgPool1d(_ outputSize: Int) -> Tensor {
    adaptivePool("adaptiveAvgPool1d", Pair(1, outputSize), axes: 1) {
      $0.adaptiveMean(-1, outputSize)
    }
  }

  /// The largest elements of windows that divide an image into a given number of rows and columns.
  ///
  /// ```swift
  /// Tensor.randn([64, 8, 10, 9]).adaptiveMaxPool2d([4, 3])             // [64, 8, 4, 3]
  /// ```
  /// The windows are those of ``adaptiveAvgPool2d(_:)``. NaN counts as largest; the gradient goes to the largest
  /// element: the first of equal ones, or the last NaN. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html>.
  ///
  /// - Parameter outputSize: Rows and columns of results.
  /// - Returns: `[n, channels, rows, columns]`; of a single image without n.
  /// - Precondition: images have elements of a floating-point type, and results too.
  public func adaptiveMaxPool2d(_ outputSize: Pair) -> Tensor {
    adaptivePool("adaptiveMaxPool2d", outputSize, axes: 2) {
      $0.adaptiveLargest(outputSize, axes: 2)
    }
  }

  /// The largest elements of windows that divide sequences into a given number.
  ///
  /// ```swift
  /// Tensor.randn([64, 8, 100]).adaptiveMaxPool1d(5)                    // [64, 8, 5]
  /// ```
  /// See ``adaptiveMaxPool2d(_:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool1d.html>.
  ///
  /// - Parameter outputSize: Elements of results.
  /// - Returns: `[n, channels, size]`; of a single sequence without n.
  /// - Precondition: sequences have elements of a floating-point type, and results too.
  public func adaptiveMaxPool1d(_ outputSize: Int) -> Tensor {
    adaptivePool("adaptiveMaxPool1d", Pair(1, outputSize), axes: 1) {
      $0.adaptiveLargest(Pair(1, outputSize), axes: 1)
    }
  }

  private func adaptivePool(
    _ operation: String, _ size: Pair, axes: Int, _ pool: (Tensor) -> Tensor
  ) -> Tensor {
    checked { () throws(MisuseError) in
      try checkImages(operation, axes: axes)
      try checkFloatingPoint(operation)
      if size.rows < 1 || size.columns < 1 {
        throw MisuseError(
          operation, "results cannot be of \(axes == 1 ? "\(size.columns)" : "\(size)")",
          hint: "1 is the least")
      }
      if planeExtents(axes: axes).rows == 0 || planeExtents(axes: axes).columns == 0 {
        throw MisuseError(operation, "images of \(shape) have no elements to pool")
      }
      return pool(self)
    }
  }

  /// - Parameter axis: Counted from the end, so negative.
  private func adaptiveMean(_ axis: Int, _ size: Int) -> Tensor {
    let axis = rank + axis
    let (extent, windows) = (shape[axis], AdaptiveWindows(extent: shape[axis], size: size))
    if extent.isMultiple(of: size) {
      return unflatten(axis: axis, [size, extent / size]).mean(axis: axis + 1)
    }
    let sums = windows.side(by: self, axis, filling: 0)
      .unflatten(axis: axis, [size, windows.most]).sum(axis: axis + 1)
    var extents = Shape(repeating: 1, count: rank)
    extents[axis] = size
    return sums
      / Tensor(
        windows.ranges.map { Double($0.count) }, shape: extents, dtype: dtype, device: device)
  }

  /// The largest elements of windows along the last two axes, or the last one.
  private func adaptiveLargest(_ size: Pair, axes: Int) -> Tensor {
    var (x, window) = (self, Pair(1))
    for (axis, count) in [(rank - 2, size.rows), (rank - 1, size.columns)].suffix(axes) {
      let windows = AdaptiveWindows(extent: shape[axis], size: count)
      if !shape[axis].isMultiple(of: count) { x = windows.side(by: x, axis, filling: -.infinity) }
      if axis == rank - 1 { window.columns = windows.most } else { window.rows = windows.most }
    }
    return axes == 1 ? x.maxPool1d(window.columns) : x.maxPool2d(window)
  }
}

/// Windows that divide an axis; those of an extent that their number does not divide overlap.
private struct AdaptiveWindows {
  let extent: Int
  let ranges: [Range<Int>]

  init(extent: Int, size: Int) {
    self.extent = extent
    ranges = (0..<size).map { i in
      i * extent / size..<((i + 1) * extent + size - 1) / size
    }
  }

  /// Elements of the longest window.
  var most: Int { ranges.map(\.count).max() ?? 0 }

  /// The windows' elements side by side along an axis, those of short ones filled up.
  func side(by x: Tensor, _ axis: Int, filling value: Double) -> Tensor {
    let most = most
    let places = ranges.flatMap { range in
      (0..<most).map { $0 < range.count ? range.lowerBound + $0 : extent }
    }
    var widths = [(before: Int, after: Int)](repeating: (0, 0), count: x.rank - axis)
    widths[0] = (0, 1)
    return x.pad(widths, mode: .constant(value))
      .indexSelect(axis: axis, Tensor(places, shape: [places.count], device: x.device))
  }
}
