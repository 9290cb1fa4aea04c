/// Why bytes are not the IDX array they were taken for; `description` is one line.
public enum IDXError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The first two bytes are not zero, so this is no IDX file; holds the first four bytes.
  case wrongMagic([UInt8])
  /// The third byte names an element type other than unsigned byte, 0x08.
  case unsupportedType(UInt8)
  /// The fourth byte, the rank, is outside 1...4.
  case unsupportedRank(Int)
  /// The extents multiply to more bytes than the limit allows, or than fit an `Int`.
  case tooLarge(shape: [Int], limit: Int)
  /// The payload, or the header itself, ends early; both counts are in bytes.
  case truncated(expected: Int, found: Int)
  /// Bytes follow the payload; both counts are in bytes.
  case overlong(expected: Int, found: Int)
  /// The gzip stream around the array is damaged.
  case gzip(GzipError)

  /// One line with what was expected and what was found.
  public var description: String {
    switch self {
    case .wrongMagic(let bytes):
      "expected an IDX header starting 00 00 08, found \(hexadecimal(bytes))"
    case .unsupportedType(let type):
      "expected IDX elements of type 08 (unsigned byte), found type \(hexadecimal([type]))"
    case .unsupportedRank(let rank): "expected an IDX rank of 1 to 4, found \(rank)"
    case .tooLarge(let shape, let limit):
      "the IDX header claims shape \(shape), expected at most \(limit) bytes"
    case .truncated(let expected, let found):
      "truncated: expected \(expected) bytes of IDX, found \(found)"
    case .overlong(let expected, let found):
      "over-long: expected \(expected) bytes of IDX, found \(found)"
    case .gzip(let error): error.description
    }
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}
