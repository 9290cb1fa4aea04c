import Testing

@testable import KagamiKernels

/// The largest element is found wherever it stands, and NaN wins wherever it stands.
@Suite struct MaximumTests {
  @Test(arguments: [1, 2, 31, 32, 63, 64, 65, 100, 1000], [1, 3])
  func everyPlace(_ count: Int, _ stride: Int) {
    for place in Swift.stride(from: 0, to: count, by: max(1, count / 37)) {
      for value in [Float(2), .nan, .infinity] {
        var x = (0..<count * stride).map { Float($0 % 7) / 7 - 1 }
        x[place * stride] = value
        let found = Float.reduce(.maximum, count: count, x, stride: stride)
        #expect(value.isNaN ? found.isNaN : found == value)
        let wide = Double.reduce(.maximum, count: count, x.map(Double.init), stride: stride)
        #expect(value.isNaN ? wide.isNaN : wide == Double(value))
      }
    }
  }

  @Test func allTheSmallest() {
    let x = [Float](repeating: -.infinity, count: 200)
    #expect(Float.reduce(.maximum, count: x.count, x, stride: 1) == -.infinity)
  }
}
