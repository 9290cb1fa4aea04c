/// A colour picture of three bytes a pixel.
public struct RGBImage: Equatable, Sendable {
  /// Pixels from left to right.
  public let width: Int
  /// Pixels from top to bottom.
  public let height: Int
  /// `height × width × 3` values in row-major order: red, green, blue.
  public let pixels: [UInt8]

  /// Joins a size and its pixels.
  ///
  /// - Precondition: `pixels` holds `width × height × 3` values.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    Extents.check("RGBImage", pixels.count, width: width, height: height, channels: 3)
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
