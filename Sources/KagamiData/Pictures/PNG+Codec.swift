import CPNG

extension PNG {
  /// The bytes of a PNG of pixels that fit the size.
  ///
  /// - Parameter format: libpng's name of what a pixel is.
  static func encoded(
    _ pixels: [UInt8], width: Int, height: Int, format: UInt32
  ) throws(PNGError) -> [UInt8] {
    var image = blank()
    guard width > 0, height > 0, let columns = UInt32(exactly: width),
      let rows = UInt32(exactly: height)
    else {
      throw .encoding(width: width, height: height, reason: "expected 1 to 2³²−1 pixels a side")
    }
    (image.width, image.height, image.format) = (columns, rows, format)
    // Enough for the worst case: zlib adds 5 bytes for each 16 KiB block, PNG a byte for each row.
    let capacity = pixels.count + height + pixels.count / 1000 + 4096
    var size = capacity
    var written: Int32 = 0
    let file = [UInt8](unsafeUninitializedCapacity: capacity) { output, filled in
      written = png_image_write_to_memory(&image, output.baseAddress, &size, 0, pixels, 0, nil)
      filled = written != 0 ? size : 0
    }
    guard written != 0 else {
      throw .encoding(width: width, height: height, reason: message(of: image))
    }
    return file
  }

  /// The pixels of a PNG as libpng converts them.
  ///
  /// - Parameters:
  ///   - file: The whole file.
  ///   - format: libpng's name of what a pixel becomes.
  ///   - channels: Bytes of a pixel of that format.
  ///   - limit: The most bytes of pixels to accept.
  static func decoded(
    _ file: [UInt8], format: UInt32, channels: Int, limit: Int
  ) throws(PNGError) -> (width: Int, height: Int, pixels: [UInt8]) {
    var image = blank()
    // libpng keeps a pointer to the file between its two calls, so both stand in one closure.
    let pixels: [UInt8]? = file.withUnsafeBytes { bytes in
      guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0 else {
        return nil
      }
      defer { png_image_free(&image) }
      image.format = format
      // Unless told so, libpng takes 16 bits for linear light.
      image.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
      let count = channels * Int(image.width) * Int(image.height)
      guard count <= limit else { return nil }
      // Of zeros: libpng lays what is transparent on what is in the buffer.
      var output = [UInt8](repeating: 0, count: count)
      return png_image_finish_read(&image, nil, &output, 0, nil) != 0 ? output : nil
    }
    guard let pixels else {
      let reason = message(of: image)
      throw .decoding(
        reason: reason.isEmpty ? "\(image.width)×\(image.height) pixels are too many" : reason)
    }
    return (Int(image.width), Int(image.height), pixels)
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
