internal import Kagami

/// Grey images of digits with their labels: what MNIST and the stroke digits both are.
public struct DigitImages: Equatable, Sendable {
  /// How many images there are.
  public let count: Int
  /// Pixels from top to bottom.
  public let height: Int
  /// Pixels from left to right.
  public let width: Int
  /// `count × height × width` grey values in row-major order: 0 is paper, 255 is ink.
  public let pixels: [UInt8]
  /// `count` labels, each 0 to 9.
  public let labels: [UInt8]

  /// Joins images and their labels.
  ///
  /// - Precondition: `pixels` holds `labels.count × height × width` values and every label is
  ///   0 to 9.
  public init(height: Int, width: Int, pixels: [UInt8], labels: [UInt8]) {
    if height < 1 || width < 1 {
      misuse("DigitImages", "images of \(height)×\(width) hold no pixel", hint: "use 1 or more")
    }
    if Extents.product(labels.count, height, width) != pixels.count {
      misuse(
        "DigitImages",
        "\(labels.count) images of \(height)×\(width) are not \(pixels.count) pixels",
        hint: "pass one label for each height × width pixels")
    }
    if let index = labels.firstIndex(where: { $0 > 9 }) {
      misuse(
        "DigitImages", "the label at \(index) is \(labels[index])", hint: "labels are 0 to 9")
    }
    count = labels.count
    self.height = height
    self.width = width
    self.pixels = pixels
    self.labels = labels
  }

  /// The `height × width` grey values of one image.
  public func pixels(at index: Int) -> ArraySlice<UInt8> {
    check(index, "DigitImages.pixels(at:)")
    return pixels[index * height * width..<(index + 1) * height * width]
  }

  /// Stops with a message unless there is an image of this index.
  func check(_ index: Int, _ operation: String) {
    if !(0..<count).contains(index) {
      misuse(
        operation, "image \(index) is not among \(count)",
        hint: count == 0 ? "there are no images" : "indices are 0 to \(count - 1)")
    }
  }

  /// The first `length` images, or all of them if there are fewer.
  public func prefix(_ length: Int) -> DigitImages {
    let kept = min(max(length, 0), count)
    return DigitImages(
      height: height, width: width, pixels: Array(pixels.prefix(kept * height * width)),
      labels: Array(labels.prefix(kept)))
  }
}
