import KagamiData
import Testing

/// Gzip streams are inflated whole or not at all.
@Suite struct GzipTests {
  static let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }

  @Test(arguments: [0, 1, 6, 9]) func bytesComeBack(_ level: Int) throws {
    let packed = Gzip.compress(Self.bytes, level: level)
    #expect(try Gzip.inflate(packed, expectedSize: Self.bytes.count) == Self.bytes)
    #expect(try Gzip.inflate(Gzip.compress([], level: level), expectedSize: 0) == [])
  }

  @Test func sizesMustBeExact() {
    let packed = Gzip.compress(Self.bytes)
    #expect(throws: GzipError.tooShort(expected: 5001, found: 5000)) {
      try Gzip.inflate(packed, expectedSize: 5001)
    }
    #expect(throws: GzipError.tooLong(expected: 4999)) {
      try Gzip.inflate(packed, expectedSize: 4999)
    }
    #expect(throws: GzipError.trailing(count: 2)) {
      try Gzip.inflate(packed + [1, 2], expectedSize: 5000)
    }
    #expect(throws: GzipError.notGzip) { try Gzip.inflate([1, 2, 3], expectedSize: 3) }
    #expect(throws: GzipError.truncated) {
      try Gzip.inflate(Array(packed.dropLast(1)), expectedSize: 5000)
    }
  }

  /// Header flags apart, any changed byte is an error.
  @Test func anyDamageIsNoticed() {
    let packed = Gzip.compress(Self.bytes)
    for place in packed.indices where place >= 10 {
      var damaged = packed
      damaged[place] ^= 1
      #expect(throws: GzipError.self) { try Gzip.inflate(damaged, expectedSize: 5000) }
    }
  }
}
