import CPNG

extension PNG {
  /// The bytes of an 8-bit RGB PNG.
  ///
  /// ```swift
  /// try AtomicFile.write(PNG.encode(image), to: "picture.png")
  /// ```
  /// - Parameters:
  ///   - rgb: `height × width` times red, green and blue, row-major, 0 dark to 255 bright.
  ///   - width: Pixels from left to right, at least 1.
  ///   - height: Pixels from top to bottom, at least 1.
  /// - Throws: ``PNGError/encoding(width:height:reason:)`` if libpng does not support the size.
  public static func encode(rgb: [UInt8], width: Int, height: Int) throws(PNGError) -> [UInt8] {
    Extents.check("PNG.encode", rgb.count, width: width, height: height, channels: 3)
    return try encoded(rgb, width: width, height: height, format: UInt32(PNG_FORMAT_RGB))
  }

  /// The bytes of an 8-bit RGB PNG.
  ///
  /// - Throws: ``PNGError/encoding(width:height:reason:)`` if libpng does not support the size.
  public static func encode(_ image: RGBImage) throws(PNGError) -> [UInt8] {
    try encode(rgb: image.pixels, width: image.width, height: image.height)
  }

  /// The picture in a PNG in colour, as Pillow's `convert("RGB")` has it: palettes are resolved, grey
  /// becomes three equal channels, and transparency is left out.
  ///
  /// 16 bits become 8; a file that states a gamma is converted to sRGB.
  ///
  /// - Throws: ``PNGError/decoding(reason:)`` if the bytes are damaged, cut, or inflate to more than three
  ///   times themselves and 64 MiB.
  public static func decodeRGB(_ file: [UInt8]) throws(PNGError) -> RGBImage {
    let limit = pixelLimit + 3 * file.count
    // With transparency, which would else be laid on black; then the fourth byte of each pixel goes.
    var picture = try decoded(
      file, format: UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA), channels: 4, limit: limit
    )
    let (width, height) = (picture.width, picture.height)
    for pixel in 0..<width * height {
      for channel in 0..<3 {
        picture.pixels[3 * pixel + channel] = picture.pixels[4 * pixel + channel]
      }
    }
    picture.pixels.removeLast(width * height)
    return RGBImage(width: width, height: height, pixels: picture.pixels)
  }
}
