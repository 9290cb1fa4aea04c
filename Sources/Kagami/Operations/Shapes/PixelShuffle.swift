extension Tensor {
  /// Images `r` times as large, whose elements come from `r²` channels each.
  ///
  /// ```swift
  /// Tensor.randn([64, 12, 14, 14]).pixelShuffle(2)                     // [64, 3, 28, 28]
  /// ```
  /// Element `(row · r + i, column · r + j)` of channel `c` is that of `(row, column)` on channel `(c · r + i) · r + j`.
  /// The gradient is the opposite. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html>.
  ///
  /// - Parameter upscaleFactor: r, 1 or more.
  /// - Returns: `[…, channels / r², rows · r, columns · r]`.
  /// - Precondition: this is `[…, channels, rows, columns]`, and `r²` divides the channels.
  public func pixelShuffle(_ upscaleFactor: Int) -> Tensor {
    checked { () throws(MisuseError) in
      let (square, overflows) = upscaleFactor.multipliedReportingOverflow(by: upscaleFactor)
      guard rank >= 3, upscaleFactor > 0, !overflows, shape[-3].isMultiple(of: square) else {
        throw MisuseError(
          "pixelShuffle",
          "\(shape) do not have \(upscaleFactor)² channels for each of the result's",
          hint: "images are […, channels, rows, columns]")
      }
      let (r, rows, columns) = (upscaleFactor, shape[-2], shape[-1])
      let channels = shape[-3] / square
      return reshape([leadingCount, channels, r, r, rows, columns])
        .permute([0, 1, 4, 2, 5, 3])
        .reshape(Shape(Array(shape.dropLast(3)) + [channels, rows * r, columns * r]))
    }
  }

  /// Images one `r`-th as large, whose elements go to `r²` channels.
  ///
  /// ```swift
  /// Tensor.randn([64, 3, 28, 28]).pixelUnshuffle(2)                    // [64, 12, 14, 14]
  /// ```
  /// The opposite of ``pixelShuffle(_:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html>.
  ///
  /// - Parameter downscaleFactor: r, 1 or more.
  /// - Returns: `[…, channels · r², rows / r, columns / r]`.
  /// - Precondition: this is `[…, channels, rows, columns]`, and r divides rows and columns.
  public func pixelUnshuffle(_ downscaleFactor: Int) -> Tensor {
    checked { () throws(MisuseError) in
      let r = downscaleFactor
      guard rank >= 3, r > 0, shape[-2].isMultiple(of: r), shape[-1].isMultiple(of: r) else {
        throw MisuseError(
          "pixelUnshuffle", "\(r) does not divide rows and columns of \(shape)",
          hint: "images are […, channels, rows, columns]")
      }
      let (channels, rows, columns) = (shape[-3], shape[-2] / r, shape[-1] / r)
      return reshape([leadingCount, channels, rows, r, columns, r])
        .permute([0, 1, 3, 5, 2, 4])
        .reshape(Shape(Array(shape.dropLast(3)) + [channels * r * r, rows, columns]))
    }
  }

  /// Images over all axes before channels, rows and columns.
  private var leadingCount: Int { shape.dropLast(3).reduce(1, *) }
}
