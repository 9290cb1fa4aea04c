/// Why a gzip stream could not be inflated; `description` is one line.
public enum GzipError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The bytes do not start a gzip stream.
  case notGzip
  /// The compressed bytes, their CRC-32 or their length field are wrong; holds zlib's message.
  case damaged(String)
  /// The compressed bytes end before the stream does.
  case truncated
  /// The stream ends before the expected number of bytes.
  case tooShort(expected: Int, found: Int)
  /// The stream inflates to more than the expected number of bytes.
  case tooLong(expected: Int)
  /// Bytes, perhaps a second member, follow the stream.
  case trailing(count: Int)
  /// zlib could not allocate memory.
  case outOfMemory

  /// One line with what was expected and what was found.
  public var description: String {
    switch self {
    case .notGzip: "expected a gzip stream starting 1f 8b"
    case .damaged(let reason): "expected a sound gzip stream, found damage: \(reason)"
    case .truncated: "truncated: the gzip stream does not reach its end"
    case .tooShort(let expected, let found):
      "truncated: expected \(expected) bytes in the gzip stream, found \(found)"
    case .tooLong(let expected):
      "over-long: expected \(expected) bytes in the gzip stream, found more"
    case .trailing(let count):
      "over-long: expected the file to end with its gzip stream, found \(count) more bytes"
    case .outOfMemory: "zlib had no memory to inflate the gzip stream"
    }
  }
}
