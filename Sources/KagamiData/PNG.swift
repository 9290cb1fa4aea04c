import CPNG

/// PNG by libpng's simplified interface, which needs no `setjmp`.
public enum PNG {
  /// The most pixels that decoding accepts, so that a small file cannot take much memory.
  private static let pixelLimit = 1 << 26

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
    var image = blank()
    guard width > 0, height > 0, let columns = UInt32(exactly: width),
      let rows = UInt32(exactly: height)
    else {
      throw .encoding(width: width, height: height, reason: "expected 1 to 2³²−1 pixels a side")
    }
    (image.width, image.height, image.format) = (columns, rows, UInt32(PNG_FORMAT_GRAY))
    // Enough for the worst case: zlib adds 5 bytes for each 16 KiB block, PNG a byte for each row.
    let capacity = gray.count + height + gray.count / 1000 + 4096
    var size = capacity
    var written: Int32 = 0
    let file = [UInt8](unsafeUninitializedCapacity: capacity) { output, filled in
      written = png_image_write_to_memory(&image, output.baseAddress, &size, 0, gray, 0, nil)
      filled = written != 0 ? size : 0
    }
    guard written != 0 else {
      throw .encoding(width: width, height: height, reason: message(of: image))
    }
    return file
  }

  /// The bytes of an 8-bit grey PNG.
  public static func encode(_ image: GrayImage) throws(PNGError) -> [UInt8] {
    try encode(gray: image.pixels, width: image.width, height: image.height)
  }

  /// The picture in a PNG as grey values; colour is turned to its luminance.
  ///
  /// - Throws: ``PNGError/decoding(reason:)`` if the bytes are damaged, cut, or hold more than
  ///   2²⁶ pixels.
  public static func decodeGray(_ file: [UInt8]) throws(PNGError) -> GrayImage {
    var image = blank()
    // libpng keeps a pointer to the file between its two calls, so both stand in one closure.
    let pixels: [UInt8]? = file.withUnsafeBytes { bytes in
      guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0 else {
        return nil
      }
      defer { png_image_free(&image) }
      image.format = UInt32(PNG_FORMAT_GRAY)
      let count = Int(image.width) * Int(image.height)
      guard count <= pixelLimit else { return nil }
      var sound: Int32 = 0
      let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        sound = png_image_finish_read(&image, nil, buffer.baseAddress, 0, nil)
        filled = sound != 0 ? count : 0
      }
      return sound != 0 ? output : nil
    }
    guard let pixels else {
      let reason = message(of: image)
      throw .decoding(
        reason: reason.isEmpty ? "\(image.width)×\(image.height) pixels are too many" : reason)
    }
    return GrayImage(width: Int(image.width), height: Int(image.height), pixels: pixels)
  }

  private static func blank() -> png_image {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    return image
  }

  private static func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
