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
    precondition(height > 0 && width > 0, "DigitImages: \(height)×\(width) images hold no pixel")
    precondition(
      pixels.count == labels.count * height * width,
      "DigitImages: \(labels.count) images of \(height)×\(width) are not \(pixels.count) pixels")
    precondition(labels.allSatisfy { $0 <= 9 }, "DigitImages: a label is above 9")
    count = labels.count
    self.height = height
    self.width = width
    self.pixels = pixels
    self.labels = labels
  }

  /// The `height × width` grey values of one image.
  public func pixels(at index: Int) -> ArraySlice<UInt8> {
    precondition(
      (0..<count).contains(index), "DigitImages: image \(index) is not among \(count)")
    return pixels[index * height * width..<(index + 1) * height * width]
  }

  /// The first `length` images, or all of them if there are fewer.
  public func prefix(_ length: Int) -> DigitImages {
    let kept = min(max(length, 0), count)
    return DigitImages(
      height: height, width: width, pixels: Array(pixels.prefix(kept * height * width)),
      labels: Array(labels.prefix(kept)))
  }
}
