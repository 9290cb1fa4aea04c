import Testing

@testable import KagamiData

/// Numbers read as in print.
@Suite struct HTMLNumberTests {
  @Test(
    arguments: [
      (2.31, 2, "2.31"), (2.3, 2, "2.30"), (0.005, 2, "0.01"), (0.125, 2, "0.12"), (0.04, 1, "0.0"),
      (-0.04, 1, "0.0"), (-1.26, 1, "−1.3"), (9.999, 2, "10.00"), (1234, 0, "1234"),
      (12345, 0, "12,345"), (1_486_352, 0, "1,486,352"), (-12345.678, 1, "−12,345.7"),
      (0, 3, "0.000"),
      (.nan, 2, "NaN"), (.infinity, 2, "∞"), (-.infinity, 2, "−∞"), (1e300, 2, "1e300"),
      (0.1, 40, "0.100000000000000"), (0.1, -3, "0"),
    ] as [(Double, Int, String)]) func fixedDecimals(value: Double, decimals: Int, text: String)
  {
    #expect(HTMLNumber.text(value, decimals: decimals) == text)
  }

  @Test(
    arguments: [
      (0.5, "0.5"), (3, "3"), (-3, "−3"), (0, "0"), (-0.0, "0"), (1e-5, "1e−5"), (2.5e-7, "2.5e−7"),
      (-2e-4, "−0.0002"), (1e22, "1e22"), (100_000, "100,000"), (1e15, "1,000,000,000,000,000"),
      (.nan, "NaN"), (.infinity, "∞"),
    ] as [(Double, String)]) func asManyDecimalsAsNeeded(value: Double, text: String)
  {
    #expect(HTMLNumber.text(value) == text)
  }

  @Test(
    arguments: [
      (0.123, "0.12 s"), (9.994, "9.99 s"), (9.996, "10.0 s"), (119.4, "119.4 s"),
      (119.6, "2 min 0 s"),
      (245.4, "4 min 5 s"), (3725, "1 h 2 min 5 s"), (.nan, "NaN s"),
    ] as [(Double, String)]) func durations(seconds: Double, text: String)
  {
    #expect(HTMLNumber.duration(seconds).replacing("\u{a0}", with: " ") == text)
  }
}
