import Foundation
import Testing

@testable import KagamiKernels

/// Vectorised functions are close to the C library's everywhere, and agree with it at the ends.
@Suite struct FunctionTests {
  private func apply(
    _ function: UnaryFunction, _ x: [Float], p: Double = 0, q: Double = 0
  ) -> [Float] {
    var y = [Float](repeating: 0, count: x.count)
    Float.unary(function, count: x.count, x, stride: 1, p: p, q: q, into: &y)
    return y
  }

  /// Every thousandth float or so, over all exponents and both signs.
  private static let floats: [Float] = stride(from: UInt32(0), to: 0x7f80_0000, by: 9973).flatMap {
    [Float(bitPattern: $0), -Float(bitPattern: $0)]
  }

  /// Units in the last place that two floats lie apart.
  private func distance(_ a: Float, _ b: Float) -> Int {
    if a.isNaN && b.isNaN || a == b { return 0 }
    if a.isNaN || b.isNaN { return .max }
    func order(_ x: Float) -> Int {
      let bits = Int(Int32(bitPattern: x.bitPattern))
      return bits < 0 ? -(bits & 0x7fff_ffff) : bits
    }
    return abs(order(a) - order(b))
  }

  private func worst(
    _ function: UnaryFunction, _ expected: (Double) -> Double,
    p: Double = 0, q: Double = 0, where isIn: (Float) -> Bool = { _ in true }
  ) -> (ulps: Int, at: Float) {
    let inputs = Self.floats.filter(isIn)
    return zip(inputs, apply(function, inputs, p: p, q: q)).reduce((0, 0)) { worst, pair in
      let ulps = distance(pair.1, Float(expected(Double(pair.0))))
      return ulps > worst.0 ? (ulps, pair.0) : worst
    }
  }

  @Test func exponential() {
    let found = worst(.exp, exp)
    #expect(found.ulps <= 2, "at \(found.at)")
  }

  @Test func logarithms() {
    let log = worst(.log, Foundation.log)
    #expect(log.ulps <= 2, "at \(log.at)")
    let log1p = worst(.log1p, Foundation.log1p)
    #expect(log1p.ulps <= 4, "at \(log1p.at)")
  }

  @Test func exponentialLessOne() {
    let found = worst(.expm1, expm1)
    #expect(found.ulps <= 4, "at \(found.at)")
  }

  @Test func errorFunction() {
    let found = worst(.erf, erf)
    #expect(found.ulps <= 2, "at \(found.at)")
  }

  @Test func sines() {
    // Alone, so that the vector form is used, and beside numbers that need the other.
    for limit in [Float(0x1p20), .greatestFiniteMagnitude] {
      let sine = worst(.sin, sin, where: { abs($0) <= limit })
      #expect(sine.ulps <= 2, "at \(sine.at)")
      let cosine = worst(.cos, cos, where: { abs($0) <= limit })
      #expect(cosine.ulps <= 2, "at \(cosine.at)")
    }
    #expect(apply(.sin, [-.infinity, .infinity, .nan]).allSatisfy { $0.isNaN })
    #expect(apply(.cos, [-.infinity, 1, .nan]).map(\.isNaN) == [true, false, true])
  }

  /// What lies beside a number in memory does not change its sine.
  @Test func sinesDoNotDependOnNeighbours() {
    let x = (0..<100).map { Float($0) * 1.37 - 40 }
    for function in [UnaryFunction.sin, .cos] {
      let beside = apply(function, x + [1e30])
      #expect(apply(function, x).map(\.bitPattern) == beside.dropLast().map(\.bitPattern))
    }
  }

  @Test func hyperbolicTangent() {
    let found = worst(.tanh, tanh)
    #expect(found.ulps <= 6, "at \(found.at)")
  }

  @Test func powers() {
    let exponents: [Float] = [
      0, 1, 2, -1, 0.5, -0.5, 1 / 3, 3.7, -12.25, 31, 1e-3, -1e-30, 100, -150, 1e4, 3e38, -3e38,
    ]
    for exponent in exponents {
      let bases = Self.floats
      var y = bases
      Float.binary(
        .power, count: bases.count, bases, stride: 1, [exponent], stride: 0, p: 0, into: &y)
      for (x, found) in zip(bases, y) {
        let ulps = distance(found, Float(pow(Double(x), Double(exponent))))
        #expect(ulps <= 1, "\(x) to the power \(exponent)")
      }
    }
  }

  /// One pair that the vector loop does not serve changes nothing for its neighbours.
  @Test func powersDoNotDependOnNeighbours() {
    let bases = (0..<300).map { Float($0) / 37 + 0.01 }
    let odd: [(x: Float, y: Float)] = [
      (0, 0), (0, -1), (-0.0, -3), (-0.0, 3), (-2, 3), (-2, 0.5), (1, .nan), (.nan, 0), (.nan, 1),
      (.infinity, -1), (-.infinity, 3), (0.5, .infinity), (2, -.infinity), (-1, .infinity),
      (0x1p-136, 2), (0x1p-136, -0.25),
    ]
    func powers(_ x: [Float], _ y: [Float]) -> [Float] {
      var result = x
      Float.binary(.power, count: x.count, x, stride: 1, y, stride: 1, p: 0, into: &result)
      return result
    }
    let exponents = bases.map { 5 - $0 }
    let plain = powers(bases, exponents)
    for pair in odd {
      var (x, y) = (bases, exponents)
      (x[150], y[150]) = pair
      var found = powers(x, y)
      let exact = Float(pow(Double(pair.x), Double(pair.y)))
      #expect(distance(found[150], exact) <= 1 && found[150].sign == exact.sign, "\(pair)")
      found[150] = plain[150]
      #expect(found == plain)
    }
  }

  @Test func hyperbolicTangentSaturates() {
    let values: [Float] = [9.02, 20, 1e30, .infinity, -9.02, -20, -.infinity]
    let results = apply(.tanh, values)
    #expect(results == [1, 1, 1, 1, -1, -1, -1])
  }

  @Test func logistic() {
    // Below -87 the result is subnormal, and 1/(1 + eˣ) has lost it.
    let found = worst(.sigmoid, { 1 / (1 + exp(-$0)) }, where: { $0 > -87 })
    #expect(found.ulps <= 4, "at \(found.at)")
  }

  @Test func softplus() {
    let found = worst(.softplus, { max($0, 0) + log1p(exp(-abs($0))) }, where: { $0 > -87 })
    #expect(found.ulps <= 4, "at \(found.at)")
  }

  @Test func exponentialLinear() {
    let found = worst(.elu, { $0 > 0 ? 1.25 * $0 : 0.75 * expm1($0) }, p: 0.75, q: 1.25)
    #expect(found.ulps <= 5, "at \(found.at)")
  }

  @Test func signs() {
    #expect(apply(.sign, [-.infinity, -2, -0.0, 0, 3, .infinity]) == [-1, -1, 0, 0, 1, 1])
  }

  @Test func sumsKeepTheirDigits() {
    let x = (0..<4096).map { Float($0 % 17) }
    #expect(Float.reduce(.sum, count: x.count, x, stride: 1) == x.reduce(0, +))
    #expect(
      Float.reduce(.sum, count: 1024, x, stride: 4)
        == stride(from: 0, to: 4096, by: 4).reduce(0) { $0 + x[$1] })
  }
}
