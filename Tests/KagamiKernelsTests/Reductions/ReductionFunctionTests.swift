import Testing

@testable import KagamiKernels

/// Every reduction is that of its function of two elements, whatever the count and the stride.
@Suite struct ReductionFunctionTests {
  @Test(
    arguments: ReductionFunction.allCases, [0, 1, 2, 7, 8, 9, 31, 63, 64, 65, 100, 1000])
  func ofTwo(_ reduction: ReductionFunction, _ count: Int) {
    for stride in [1, 2, 3] {
      // Near 1, so that a product of a thousand is a number of some size.
      let x = (0..<count * stride).map { 1 + Double(($0 * 37) % 101 - 50) / 5000 }
      let taken = Swift.stride(from: 0, to: count * stride, by: stride).map { x[$0] }
      let expected = taken.reduce(reduction.start) {
        reduction.combines.value($0, $1, p: 0)
      }
      let wide = Double.reduce(reduction, count: count, x, stride: stride)
      let narrow = Float.reduce(reduction, count: count, x.map(Float.init), stride: stride)
      if expected.isInfinite {
        #expect(wide == expected && narrow == Float(expected))
      } else {
        #expect(abs(wide - expected) <= 1e-13 * (1 + abs(expected)))
        #expect(abs(Double(narrow) - expected) <= 2e-5 * (1 + abs(expected)))
      }
    }
  }

  @Test func unitsOfRoundingDoNotAddUp() {
    // One after another, 4096 tenths are off by 4e-5.
    let x = [Float](repeating: 0.1, count: 4096)
    #expect(abs(Float.reduce(.sum, count: x.count, x, stride: 1) / 409.6 - 1) < 1e-6)
  }
}
