import KagamiData
import Testing

/// A fingerprint is zlib's checksums, and differs wherever images or labels do.
@Suite struct DigitImagesFingerprintTests {
  private func digits(
    height: Int = 1, width: Int = 2, pixels: [UInt8] = [1, 2, 3, 4], labels: [UInt8] = [5, 6]
  ) -> DigitImages {
    DigitImages(height: height, width: width, pixels: pixels, labels: labels)
  }

  /// The numbers are those of Python's `zlib.crc32`.
  @Test func checksums() {
    #expect(digits().fingerprint() == "352da9acd5cd438f")
    #expect(StrokeDigits.generate(count: 100, seed: 0).fingerprint() == "2a08b987d7fb9a7e")
    // Leading zeros stay.
    let none = DigitImages(height: 28, width: 28, pixels: [], labels: [])
    #expect(none.fingerprint() == "54f9132a00000000")
  }

  @Test func differences() {
    let others = [
      digits(pixels: [1, 2, 3, 5]), digits(labels: [5, 7]), digits(height: 2, width: 1),
      digits(pixels: [1, 2], labels: [5]), digits(pixels: [3, 4, 1, 2], labels: [6, 5]),
    ]
    let all = [digits()] + others
    #expect(Set(all.map { $0.fingerprint() }).count == all.count)
    #expect(digits().fingerprint() == digits().fingerprint())
  }
}
