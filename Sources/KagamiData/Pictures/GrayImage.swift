/// A grey picture of one byte a pixel.
public struct GrayImage: Equatable, Sendable {
  /// Pixels from left to right.
  public let width: Int
  /// Pixels from top to bottom.
  public let height: Int
  /// `height × width` grey values in row-major order: 0 is black, 255 is white.
  public let pixels: [UInt8]

  /// Joins a size and its pixels.
  ///
  /// - Precondition: `pixels` holds `width × height` values.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    Extents.check("GrayImage", pixels.count, width: width, height: height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
