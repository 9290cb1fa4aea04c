extension IDX {
  /// The most that DEFLATE can expand one byte to.
  private static let deflateRatio = 1032

  /// Parses a whole gzip-compressed IDX file.
  ///
  /// The header is inflated first; what it claims is held against `limit` and against the most
  /// that DEFLATE could make of the file, and only then is the payload inflated, to exactly that
  /// size. So a small hostile file cannot cause a large allocation.
  ///
  /// - Parameters:
  ///   - file: The compressed bytes.
  ///   - limit: The largest payload to accept, in bytes; by default four times the file and 32 MiB, which images of
  ///     digits stay far below.
  /// - Throws: ``IDXError``; `.gzip` for a damaged, truncated or over-long stream.
  public static func decodeGzip(
    _ file: [UInt8], limit: Int? = nil
  ) throws(IDXError) -> IDXArray {
    let inflater = GzipInflater(file)
    let rank = try rank(prefix: take(4, from: inflater)[...])
    let shape = try extents(take(4 * rank, from: inflater)[...])
    let count = try payload(
      of: shape, limit: limit ?? 4 * file.count + 32 << 20)
    let most = file.count.multipliedReportingOverflow(by: deflateRatio)
    guard most.overflow || count <= most.partialValue else {
      throw .truncated(expected: count, found: most.partialValue)
    }
    let bytes = try take(count, from: inflater)
    do { try inflater.finish() } catch { throw .gzip(error) }
    return IDXArray(shape: shape, bytes: bytes)
  }

  private static func take(
    _ count: Int, from inflater: GzipInflater
  ) throws(IDXError) -> [UInt8] {
    do { return try inflater.read(count) } catch { throw .gzip(error) }
  }
}
