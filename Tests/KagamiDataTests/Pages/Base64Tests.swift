import Foundation
import Testing

@testable import KagamiData

/// Bytes come back from their text.
@Suite struct Base64Tests {
  @Test func knownTexts() {
    // RFC 4648, section 10.
    let known = [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ]
    for (bytes, text) in known { #expect(Base64.text(Array(bytes.utf8)) == text) }
  }

  @Test func allBytes() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 37) }
    for count in [256, 257, 258, 1000] {
      let part = Array(bytes.prefix(count))
      #expect(Base64.text(part) == Data(part).base64EncodedString())
    }
  }
}
