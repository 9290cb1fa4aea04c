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

  /// Several lines, one after the other or element by element in turn.
  @Test(arguments: ReductionFunction.allCases, [1, 15, 17, 100, 300])
  func linesAreAsEachAlone(_ reduction: ReductionFunction, _ count: Int) {
    let x = (0..<count * 12).map { 1 + Float(($0 * 37) % 101 - 50) / 5000 }
    for (apart, stride, apartY) in [(count, 1, 1), (1, 4, 3), (2 * count + 1, 2, 2), (0, 1, 1)] {
      var y = [Float](repeating: -9, count: 12)
      Float.reduce(
        reduction, lines: 4, count: count, x, apart: apart, stride: stride, into: &y, apart: apartY)
      var expected = [Float](repeating: -9, count: 12)
      for line in 0..<4 {
        expected[line * apartY] = Float.reduce(
          reduction, count: count, Array(x[(line * apart)...]), stride: stride)
      }
      #expect(y == expected)
    }
  }

  @Test(arguments: [0, 1, 15, 16, 31, 64, 65, 1000], [1, 2])
  func sumsOfSquares(_ count: Int, _ stride: Int) {
    let x = (0..<count * stride).map { Double(($0 * 37) % 101 - 50) / 5 }
    let taken = Swift.stride(from: 0, to: count * stride, by: stride).map { x[$0] }
    let expected = taken.reduce(0) { $0 + $1 * $1 }
    #expect(
      abs(Double.sumOfSquares(count: count, x, stride: stride) - expected) <= 1e-13 * expected)
    let narrow = Float.sumOfSquares(count: count, x.map(Float.init), stride: stride)
    #expect(abs(Double(narrow) - expected) <= 1e-6 * expected)
  }

  @Test func unitsOfRoundingDoNotAddUp() {
    // One after another, 4096 tenths are off by 4e-5.
    let x = [Float](repeating: 0.1, count: 4096)
    #expect(abs(Float.reduce(.sum, count: x.count, x, stride: 1) / 409.6 - 1) < 1e-6)
  }
}
