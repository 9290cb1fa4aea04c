import KagamiData
import Testing

/// Drawn digits depend on seed and index alone, and fill the page as MNIST's do.
@Suite struct StrokeDigitsTests {
  static let digits = StrokeDigits.generate(count: 500, seed: 3)

  @Test func theyAreTheSameEachTime() {
    #expect(StrokeDigits.generate(count: 500, seed: 3) == Self.digits)
    #expect(StrokeDigits.generate(count: 120, seed: 3) == Self.digits.prefix(120))
    #expect(StrokeDigits.generate(count: 20, seed: 4).pixels != Self.digits.prefix(20).pixels)
    #expect(StrokeDigits.generate(count: 0, seed: 3).count == 0)
  }

  /// Weights that depend on these pixels must mean the same tomorrow.
  @Test func theyAreTheSameEachRelease() {
    let hash = Self.digits.pixels.reduce(UInt64(14_695_981_039_346_656_037)) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    #expect(hash == 17_653_596_773_335_477_424)
  }

  @Test func allDigitsComeEqually() {
    for digit in UInt8(0)...9 {
      let count = Self.digits.labels.count { $0 == digit }
      #expect((30...75).contains(count), "\(count) of \(digit)")
    }
  }

  /// Ink is in the middle, in MNIST's amount, and reaches both ends of the scale.
  @Test func inkIsWhereMNISTsIs() {
    let pixels = Self.digits.pixels
    let mean = Double(pixels.reduce(0) { $0 + Int($1) }) / Double(pixels.count)
    #expect((25...42).contains(mean), "MNIST's is 33")
    #expect(pixels.contains(255) && pixels.contains(0))
    for index in 0..<Self.digits.count {
      let image = Array(Self.digits.pixels(at: index))
      #expect(image.contains { $0 > 200 })
      let border = (0..<28).flatMap { place -> [UInt8] in
        [image[place], image[27 * 28 + place], image[28 * place], image[28 * place + 27]]
      }
      #expect(border.allSatisfy { $0 < 128 })
    }
  }

  @Test func noTwoAreAlike() {
    let images = (0..<Self.digits.count).map { Array(Self.digits.pixels(at: $0)) }
    #expect(Set(images).count == images.count)
  }
}
