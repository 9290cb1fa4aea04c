import CZlib
internal import Kagami

/// Compression by zlib, whole arrays.
enum Deflate {
  /// The most bytes that one call of zlib is given or may give.
  private static let piece = 1 << 30

  /// A stream that holds `bytes`; the same bytes give the same stream on every run.
  ///
  /// - Parameters:
  ///   - level: zlib's effort, 0 (store) to 9 (smallest).
  ///   - operation: What misuse is reported as.
  static func compress(
    _ bytes: [UInt8], level: Int = 6, in wrapper: GzipInflater.Wrapper, _ operation: String
  ) -> [UInt8] {
    if !(0...9).contains(level) {
      misuse(operation, "there is no level \(level)", hint: "levels are 0 to 9")
    }
    var stream = z_stream()
    let opened = deflateInit2_(
      &stream, Int32(level), Z_DEFLATED, wrapper.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    if opened != Z_OK { misuse(operation, "zlib could not begin: error \(opened)") }
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, filled in
        var consumed = 0
        var status = Z_OK
        while status == Z_OK {
          let offered = min(input.count - consumed, piece)
          let space = min(bound - filled, piece)
          stream.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + consumed) }
          stream.avail_in = UInt32(offered)
          stream.next_out = output.baseAddress.map { $0 + filled }
          stream.avail_out = UInt32(space)
          status = deflate(&stream, consumed + offered == input.count ? Z_FINISH : Z_NO_FLUSH)
          consumed += offered - Int(stream.avail_in)
          filled += space - Int(stream.avail_out)
        }
        if status != Z_STREAM_END { misuse(operation, "zlib stopped with error \(status)") }
      }
    }
  }
}
