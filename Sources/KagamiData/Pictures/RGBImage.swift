/// A colour picture of three bytes a pixel.
///
/// ```swift
/// RGBImage(width: 2, height: 1, pixels: [255, 0, 0, 0, 0, 255])     // a red pixel and a blue one
/// ```
public struct RGBImage: Equatable, Sendable {
  /// Pixels from left to right.
  public let width: Int
  /// Pixels from top to bottom.
  public let height: Int
  /// `height × width` times red, green and blue in row-major order, 0 dark to 255 bright.
  public let pixels: [UInt8]

  /// Joins a size and its pixels.
  ///
  /// - Precondition: `pixels` holds `3 × width × height` values.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    Extents.check("RGBImage", pixels.count, width: width, height: height, channels: 3)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A grey picture in three equal channels.
  public init(_ gray: GrayImage) {
    self.init(
      width: gray.width, height: gray.height, pixels: gray.pixels.flatMap { [$0, $0, $0] })
  }
}
