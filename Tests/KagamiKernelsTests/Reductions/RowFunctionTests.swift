import Foundation
import Testing

@testable import KagamiKernels

/// Functions of rows against double precision, for short rows that are raised together and for rows of several
/// pieces.
@Suite struct RowFunctionTests {
  static let lengths = Array(1...70) + [2047, 2048, 2049, 5000]

  @Test(arguments: lengths) func softmax(_ length: Int) {
    for isLogarithm in [false, true] {
      let (x, g) = (numbers(3, length, 1), numbers(3, length, 2))
      var (y, back) = (x, x)
      Float.softmax(rows: 3, columns: length, x, isLogarithm: isLogarithm, into: &y)
      Float.softmaxBackward(
        rows: 3, columns: length, gradient: g, output: y, isLogarithm: isLogarithm, into: &back)
      forEachRow(length) { row in
        let exact = row.map { Double(x[$0]) }
        let top = exact.max() ?? 0
        let sum = exact.reduce(0) { $0 + exp($1 - top) }
        let p = exact.map { exp($0 - top) / sum }
        let slopes = row.map { Double(g[$0]) }
        let total =
          isLogarithm ? slopes.reduce(0, +) : zip(slopes, p).reduce(0) { $0 + $1.0 * $1.1 }
        let magnitude =
          isLogarithm
          ? slopes.reduce(0) { $0 + $1.magnitude }
          : zip(slopes, p).reduce(0) { $0 + $1.0.magnitude * $1.1 }
        for (j, i) in row.enumerated() {
          let value = isLogarithm ? exact[j] - top - log(sum) : p[j]
          let slope = isLogarithm ? slopes[j] - p[j] * total : p[j] * (slopes[j] - total)
          // Of the size of what is added up and subtracted; a sum's relative error is its logarithm's own.
          let size = isLogarithm ? (exact[j] - top).magnitude + log(sum) + 1 : value
          #expect(near(y[i], value, of: size), "\(length) \(isLogarithm)")
          let own = slopes[j].magnitude * (isLogarithm ? 1 : p[j])
          #expect(near(back[i], slope, of: own + p[j] * magnitude))
        }
      }
    }
  }

  @Test(arguments: lengths) func standardize(_ length: Int) {
    let (x, g) = (numbers(3, length, 3), numbers(3, length, 4))
    var (y, back, mean, variance, scale) = (x, x, [Float](repeating: 0, count: 3), x, x)
    Float.standardize(
      rows: 3, columns: length, x, eps: 0.25, into: &y, mean: &mean, variance: &variance,
      scale: &scale)
    Float.standardizeBackward(
      rows: 3, columns: length, gradient: g, output: y, scale: scale, into: &back)
    forEachRow(length) { row in
      let n = Double(length)
      let exact = row.map { Double(x[$0]) }
      let middle = exact.reduce(0, +) / n
      let spread = exact.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / n
      let factor = 1 / (spread + 0.25).squareRoot()
      let values = exact.map { ($0 - middle) * factor }
      let slopes = row.map { Double(g[$0]) }
      let along = zip(slopes, values).reduce(0) { $0 + $1.0 * $1.1 } / n
      let shared = slopes.reduce(0, +) / n
      let r = row.lowerBound / length
      #expect(near(mean[r], middle, of: 1) && near(variance[r], spread, of: 1 + spread))
      #expect(near(scale[r], factor, of: factor))
      for (j, i) in row.enumerated() {
        #expect(near(y[i], values[j], of: 1 + values[j].magnitude), "\(length)")
        let slope = (slopes[j] - shared - values[j] * along) * factor
        #expect(near(back[i], slope, of: 3 + slopes[j].magnitude))
      }
    }
  }

  @Test func oddNumbers() {
    let x: [Float] = [
      -.infinity, 0, 1, .infinity, 0, 1, .nan, 0, 1, -.infinity, -.infinity, -.infinity,
    ]
    var y = x
    Float.softmax(rows: 4, columns: 3, x, isLogarithm: false, into: &y)
    #expect(y[0] == 0 && near(y[2], 1 / (1 + exp(-1)), of: 1))
    #expect(y[3...].allSatisfy { $0.isNaN })
    Float.softmax(rows: 4, columns: 3, x, isLogarithm: true, into: &y)
    #expect(y[0] == -.infinity && near(y[2], -log(1 + exp(-1)), of: 1))
  }

  private func numbers(_ rows: Int, _ columns: Int, _ seed: Int) -> [Float] {
    (0..<rows * columns).map { Float(($0 * 37 + seed * 101) % 211) / 40 - 2.5 }
  }

  private func forEachRow(_ length: Int, _ body: (Range<Int>) -> Void) {
    for row in 0..<3 { body(row * length..<(row + 1) * length) }
  }

  /// Within a dozen roundings of a number of size `size`.
  private func near(_ found: Float, _ exact: Double, of size: Double) -> Bool {
    (Double(found) - exact).magnitude <= 12 * 0x1p-24 * max(size.magnitude, 1e-30)
  }
}
