internal import Kagami

/// Lays a batch of grey images out as one picture, with torchvision's arithmetic.
///
/// Keeps `save_image(make_grid(x, nrow, padding, normalize=True, value_range))` of
/// <https://docs.pytorch.org/vision/stable/generated/torchvision.utils.make_grid.html>, byte for
/// byte, but for its repeating the one channel three times.
public struct ImageGrid: Equatable, Sendable {
  /// Images in a full row: torchvision's `nrow`.
  public var columns: Int { didSet { check() } }
  /// Pixels left of, above and between the images.
  public var padding: Int { didSet { check() } }
  /// The shade of the padding, 0 black to 1 white.
  public var padValue: Float

  /// A grid of `columns` images a row.
  ///
  /// - Precondition: `columns` is positive and `padding` is not negative.
  public init(columns: Int = 8, padding: Int = 2, padValue: Float = 0) {
    self.columns = columns
    self.padding = padding
    self.padValue = padValue
    check()
  }

  private func check() {
    if columns < 1 {
      misuse("ImageGrid", "\(columns) columns hold no image", hint: "use 1 or more")
    }
    if padding < 0 { misuse("ImageGrid", "padding \(padding) is negative", hint: "use 0 or more") }
  }

  /// The picture of `count` images whose values lie in `range`.
  ///
  /// A value is clamped to `range`, mapped to 0...1, and becomes the byte
  /// `clamp(255x + 0.5, 0, 255)` cut to an integer; NaN becomes 0. One image alone gets no padding,
  /// and no image gives an empty picture. 64 images of 28×28 give 242×242 pixels.
  ///
  /// - Parameters:
  ///   - values: `count × height × width` values, row-major.
  ///   - count: How many images.
  ///   - height: Pixels of an image from top to bottom.
  ///   - width: Pixels of an image from left to right.
  ///   - range: The values of black and white; a generator that ends in tanh gives −1...1.
  public func compose(
    _ values: [Float], count: Int, height: Int, width: Int, range: ClosedRange<Float> = -1...1
  ) -> GrayImage {
    check(values.count, count: count, height: height, width: width)
    let span = max(range.upperBound - range.lowerBound, 1e-5)
    let bytes = values.map { value in
      let clamped = min(max(value, range.lowerBound), range.upperBound)
      return Self.byte((clamped - range.lowerBound) / span)
    }
    return compose(bytes, count: count, height: height, width: width)
  }

  /// The picture of `count` images that are bytes already.
  ///
  /// - Parameters:
  ///   - bytes: `count × height × width` grey values, row-major.
  ///   - count: How many images.
  ///   - height: Pixels of an image from top to bottom.
  ///   - width: Pixels of an image from left to right.
  public func compose(_ bytes: [UInt8], count: Int, height: Int, width: Int) -> GrayImage {
    check(bytes.count, count: count, height: height, width: width)
    if count == 0 { return GrayImage(width: 0, height: 0, pixels: []) }
    if count == 1 { return GrayImage(width: width, height: height, pixels: bytes) }
    let across = min(columns, count)
    let down = (count - 1) / across + 1
    guard let gridWidth = Extents.span(across, width, padding: padding),
      let gridHeight = Extents.span(down, height, padding: padding),
      let total = Extents.product(gridWidth, gridHeight), total <= MachineMemory.bytes
    else {
      misuse(
        "ImageGrid",
        "\(across)×\(down) images of \(height)×\(width) with padding \(padding) exceed the memory",
        hint: "use less padding")
    }
    var grid = [UInt8](repeating: Self.byte(padValue), count: total)
    for image in 0..<count {
      let left = image % across * (width + padding) + padding
      let top = image / across * (height + padding) + padding
      for row in 0..<height {
        let source = (image * height + row) * width
        let target = (top + row) * gridWidth + left
        grid.replaceSubrange(target..<target + width, with: bytes[source..<source + width])
      }
    }
    return GrayImage(width: gridWidth, height: gridHeight, pixels: grid)
  }

  private func check(_ values: Int, count: Int, height: Int, width: Int) {
    if Extents.product(count, height, width) != values {
      misuse(
        "ImageGrid", "\(values) values are not \(count) images of \(height)×\(width)",
        hint: "pass count × height × width values")
    }
  }

  /// The byte of a shade in 0...1, as torchvision's `save_image` rounds it.
  static func byte(_ shade: Float) -> UInt8 {
    shade.isNaN ? 0 : UInt8(min(max(shade * 255 + 0.5, 0), 255))
  }
}
