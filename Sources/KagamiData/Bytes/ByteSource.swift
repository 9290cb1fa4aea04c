/// Bytes that are read in any order, from memory or from a file; what fails is an error of the format they are of.
enum ByteSource<Failure: ReadFailure> {
  case array([UInt8])
  case file(OpenFile)

  /// The number of bytes.
  var size: Int {
    switch self {
    case .array(let bytes): bytes.count
    case .file(let file): file.size
    }
  }

  /// The `count` bytes from `offset` on; nothing is allocated unless they are there.
  func read(_ count: Int, at offset: Int) throws(Failure) -> [UInt8] {
    guard count >= 0, offset >= 0, offset <= size, count <= size - offset else {
      let (end, overflow) = max(offset, 0).addingReportingOverflow(max(count, 0))
      throw .truncated(expected: overflow ? .max : end, found: size)
    }
    switch self {
    case .array(let bytes): return Array(bytes[offset..<offset + count])
    case .file(let file):
      do { return try file.read(count, at: offset) } catch { throw .file(error) }
    }
  }
}
