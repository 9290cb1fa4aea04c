/// Bytes as text of 64 letters.
///
/// Source: RFC 4648, section 4, <https://www.rfc-editor.org/rfc/rfc4648>.
enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Four letters for each three bytes; `=` fills the last four.
  static func text(_ bytes: [UInt8]) -> String {
    let count = (bytes.count + 2) / 3 * 4
    return String(unsafeUninitializedCapacity: count) { output in
      var place = 0
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let rest = min(bytes.count - start, 3)
        let triple = (0..<3).reduce(0) { $0 << 8 | ($1 < rest ? Int(bytes[start + $1]) : 0) }
        for index in 0..<4 {
          output[place + index] =
            index <= rest ? letters[triple >> (18 - 6 * index) & 63] : UInt8(ascii: "=")
        }
        place += 4
      }
      return count
    }
  }
}
