internal import Kagami

/// Gzip by zlib: one member, whole arrays.
public enum Gzip {
  /// The bytes inside a gzip stream whose inflated size is known beforehand.
  ///
  /// - Parameters:
  ///   - file: The compressed bytes, one gzip member and nothing after it.
  ///   - expectedSize: The number of inflated bytes, 0 or more; no more than this is ever allocated.
  /// - Throws: ``GzipError`` if the stream is damaged, cut, followed by anything, or of another
  ///   size.
  public static func inflate(_ file: [UInt8], expectedSize: Int) throws(GzipError) -> [UInt8] {
    if expectedSize < 0 {
      misuse("Gzip.inflate", "\(expectedSize) bytes cannot come out", hint: "use 0 or more")
    }
    // DEFLATE makes at most 1032 bytes of one, so that a stream this short cannot hold them.
    if expectedSize / 1033 > file.count {
      throw .tooShort(expected: expectedSize, found: file.count * 1033)
    }
    let inflater = GzipInflater(file)
    let bytes = try inflater.read(expectedSize)
    try inflater.finish()
    return bytes
  }

  /// A gzip stream that holds `bytes`; the same bytes give the same stream on every run.
  ///
  /// - Parameters:
  ///   - bytes: At most 2³² − 1 bytes.
  ///   - level: zlib's effort, 0 (store) to 9 (smallest).
  public static func compress(_ bytes: [UInt8], level: Int = 6) -> [UInt8] {
    if UInt32(exactly: bytes.count) == nil {
      misuse(
        "Gzip.compress", "\(bytes.count) bytes do not fit one member",
        hint: "a member holds at most \(UInt32.max) bytes")
    }
    return Deflate.compress(bytes, level: level, in: .gzip, "Gzip.compress")
  }
}
