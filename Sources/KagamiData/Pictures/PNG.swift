import CPNG

/// PNG by libpng's simplified interface, which needs no `setjmp`.
public enum PNG {
  /// The most pixels that decoding accepts, so that a small file cannot take much memory.
  static let pixelLimit = 1 << 26

  /// The bytes of an 8-bit grey PNG.
  ///
  /// - Parameters:
  ///   - gray: `height × width` values, row-major, 0 black to 255 white.
  ///   - width: Pixels from left to right, at least 1.
  ///   - height: Pixels from top to bottom, at least 1.
  /// - Throws: ``PNGError/encoding(width:height:reason:)`` if libpng does not support the size.
  public static func encode(
    gray: [UInt8], width: Int, height: Int
  ) throws(PNGError) -> [UInt8] {
    Extents.check("PNG.encode", gray.count, width: width, height: height)
    return try encoded(gray, width: width, height: height, format: UInt32(PNG_FORMAT_GRAY))
  }

  /// The bytes of an 8-bit grey PNG.
  public static func encode(_ image: GrayImage) throws(PNGError) -> [UInt8] {
    try encode(gray: image.pixels, width: image.width, height: image.height)
  }

  /// The picture in a PNG as grey values; colour is turned to its luminance, and what is transparent is
  /// laid on black.
  ///
  /// - Throws: ``PNGError/decoding(reason:)`` if the bytes are damaged, cut, or hold more than
  ///   2²⁶ pixels.
  public static func decodeGray(_ file: [UInt8]) throws(PNGError) -> GrayImage {
    let picture = try decoded(
      file, format: UInt32(PNG_FORMAT_GRAY), channels: 1, limit: pixelLimit)
    return GrayImage(width: picture.width, height: picture.height, pixels: picture.pixels)
  }
}
