import Foundation
import Testing

@testable import KagamiKernels

/// Steps of recurrent layers against double precision, for rows around the widths of vectors.
@Suite struct RecurrentStepTests {
  static let extents = Array(1...40)
  private let rows = 3

  @Test(arguments: extents) func lstm(_ n: Int) {
    let (a, b) = (numbers(4 * n, 1), numbers(4 * n, 2))
    let (c, dh, dc) = (numbers(n, 3), numbers(n, 4), numbers(n, 5))
    var (gates, newH, newC, parts, back) = (a, c, c, a, c)
    Float.lstmStep(
      rows: rows, n: n, input: a, hidden: b, c: c, gates: &gates, newH: &newH, newC: &newC)
    Float.lstmStepBackward(
      rows: rows, n: n, gates: gates, c: c, newC: newC, gradientOfH: dh, gradientOfC: dc,
      into: &parts, intoC: &back)
    forEachElement(n) { row, j in
      let place = row * n + j
      let places = (0..<4).map { (row * 4 + $0) * n + j }
      let sums = places.map { Double(a[$0]) + Double(b[$0]) }
      let (i, f, g, o) = (logistic(sums[0]), logistic(sums[1]), tanh(sums[2]), logistic(sums[3]))
      let old = Double(c[place])
      let next = f * old + i * g
      let t = tanh(next)
      #expect(near(places.map { gates[$0] }, [i, f, g, o]), "\(n)")
      #expect(near([newH[place], newC[place]], [o * t, next]), "\(n)")
      let slope = Double(dh[place])
      let d = Double(dc[place]) + slope * o * (1 - t * t)
      let expected = [
        d * g * i * (1 - i), d * old * f * (1 - f), d * i * (1 - g * g), slope * t * o * (1 - o),
      ]
      #expect(near(places.map { parts[$0] } + [back[place]], expected + [d * f]), "\(n)")
    }
  }

  @Test(arguments: extents) func gru(_ n: Int) {
    let (a, b, h, dh) = (numbers(3 * n, 1), numbers(3 * n, 2), numbers(n, 3), numbers(n, 4))
    var (gates, newH, ofInput, ofHidden, back) = (a, h, a, a, h)
    Float.gruStep(rows: rows, n: n, input: a, hidden: b, h: h, gates: &gates, newH: &newH)
    Float.gruStepBackward(
      rows: rows, n: n, gates: gates, hidden: b, h: h, gradient: dh, into: &ofInput,
      intoHidden: &ofHidden, intoH: &back)
    forEachElement(n) { row, j in
      let place = row * n + j
      let places = (0..<3).map { (row * 3 + $0) * n + j }
      let (x, y) = (places.map { Double(a[$0]) }, places.map { Double(b[$0]) })
      let (r, z) = (logistic(x[0] + y[0]), logistic(x[1] + y[1]))
      let m = tanh(x[2] + r * y[2])
      let old = Double(h[place])
      #expect(near(places.map { gates[$0] } + [newH[place]], [r, z, m, (1 - z) * m + z * old]))
      let g = Double(dh[place])
      let slope = g * (1 - z) * (1 - m * m)
      let both = [slope * y[2] * r * (1 - r), g * (old - m) * z * (1 - z)]
      #expect(near(places.map { ofInput[$0] }, both + [slope]), "\(n)")
      #expect(near(places.map { ofHidden[$0] } + [back[place]], both + [slope * r, g * z]), "\(n)")
    }
  }

  /// Gates that are shut or open for good have no slope.
  @Test func extremes() {
    let far: [Float] = [1e30, -1e30, 1e30, .infinity]
    let (zeros, c) = ([Float](repeating: 0, count: 4), [Float(0.5)])
    var (gates, newH, newC, parts, back) = (zeros, c, c, zeros, c)
    Float.lstmStep(
      rows: 1, n: 1, input: far, hidden: zeros, c: c, gates: &gates, newH: &newH, newC: &newC)
    #expect(gates == [1, 0, 1, 1] && newC == [1])
    Float.lstmStepBackward(
      rows: 1, n: 1, gates: gates, c: c, newC: newC, gradientOfH: [1], gradientOfC: [1],
      into: &parts, intoC: &back)
    #expect(parts == [0, 0, 0, 0] && back == [0])
  }

  private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  private func numbers(_ columns: Int, _ seed: Int) -> [Float] {
    (0..<rows * columns).map { Float(($0 * 37 + seed * 101) % 211) / 50 - 2 }
  }

  private func forEachElement(_ n: Int, _ body: (_ row: Int, _ j: Int) -> Void) {
    for row in 0..<rows { for j in 0..<n { body(row, j) } }
  }

  /// Within some dozen roundings of numbers of the size of a few.
  private func near(_ found: [Float], _ exact: [Double]) -> Bool {
    found.count == exact.count
      && zip(found, exact).allSatisfy { (Double($0) - $1).magnitude <= 2e-6 }
  }
}
