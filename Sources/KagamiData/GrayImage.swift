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
    precondition(
      width >= 0 && height >= 0 && pixels.count == width * height,
      "GrayImage: \(pixels.count) bytes are not \(width)×\(height) pixels")
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
