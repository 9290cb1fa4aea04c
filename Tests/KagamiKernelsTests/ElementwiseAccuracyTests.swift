import Foundation
import Testing

@testable import KagamiKernels

/// Functions that are formed in double: the nearest float but for one in thousands, at every exponent.
@Suite struct ElementwiseAccuracyTests {
  /// Every thousandth float or so, over all exponents and both signs, and the special ones.
  private static let floats: [Float] =
    stride(from: UInt32(0), to: 0x7f80_0000, by: 9973).flatMap {
      [Float(bitPattern: $0), -Float(bitPattern: $0)]
    } + [.infinity, -.infinity, .nan, 1, -1, 0.5, -0.5]

  struct Unary: Sendable, CustomTestStringConvertible {
    let function: UnaryFunction
    let truth: @Sendable (Double) -> Double
    var testDescription: String { "\(function)" }
  }

  static let unary: [Unary] = [
    Unary(function: .asin) { asin($0) }, Unary(function: .acos) { acos($0) },
    Unary(function: .atan) { atan($0) }, Unary(function: .sinh) { sinh($0) },
    Unary(function: .cosh) { cosh($0) }, Unary(function: .asinh) { asinh($0) },
    Unary(function: .acosh) { acosh($0) }, Unary(function: .atanh) { atanh($0) },
    Unary(function: .log2) { log2($0) }, Unary(function: .log10) { log10($0) },
    Unary(function: .floor) { floor($0) },
    Unary(function: .ceil) { ceil($0) }, Unary(function: .trunc) { trunc($0) },
    Unary(function: .round) { $0.rounded(.toNearestOrEven) },
    Unary(function: .square) { $0 * $0 }, Unary(function: .reciprocal) { 1 / $0 },
  ]

  @Test(arguments: unary) func nearestFloat(_ row: Unary) {
    var found = Self.floats
    Float.unary(
      row.function, count: found.count, Self.floats, stride: 1, p: 0, q: 0, into: &found)
    for (x, y) in zip(Self.floats, found) {
      #expect(Self.isNearest(y, row.truth(Double(x))), "\(row.function) of \(x): \(y)")
    }
  }

  /// In float throughout, as `exp` is.
  @Test func powersOfTwo() {
    var found = Self.floats
    Float.unary(.exp2, count: found.count, Self.floats, stride: 1, p: 0, q: 0, into: &found)
    for (x, y) in zip(Self.floats, found) {
      let (truth, nearest) = (exp2(Double(x)), Float(exp2(Double(x))))
      let ulp = max(Double(nearest.ulp), 0x1p-149)
      #expect(
        nearest.isNaN && y.isNaN || y == nearest || abs(Double(y) - truth) <= 1.2 * ulp,
        "2 to the power \(x): \(y)")
    }
  }

  /// The vector form, and beside numbers that need the other.
  @Test(arguments: [Float(0x1p20), .greatestFiniteMagnitude]) func tangents(_ limit: Float) {
    let inputs = Self.floats.filter { abs($0) <= limit }
    var found = inputs
    Float.unary(.tan, count: inputs.count, inputs, stride: 1, p: 0, q: 0, into: &found)
    for (x, y) in zip(inputs, found) {
      let truth = tan(Double(x))
      #expect(abs(Double(y) - truth) <= 1.5 * Double(Float(truth).ulp), "tan \(x): \(y)")
    }
  }

  struct Binary: Sendable, CustomTestStringConvertible {
    let function: BinaryFunction
    let truth: @Sendable (Double, Double) -> Double
    var testDescription: String { "\(function)" }
  }

  static let binary: [Binary] = [
    Binary(function: .atan2) { atan2($0, $1) }, Binary(function: .hypot) { hypot($0, $1) },
    Binary(function: .fmod) { fmod($0, $1) },
    Binary(function: .remainder) { a, b in
      let left = fmod(a, b)
      return left == 0 ? copysign(0, b) : (left < 0) != (b < 0) ? left + b : left
    },
    Binary(function: .copySign) { copysign($0, $1) },
    Binary(function: .nextAfter) { Double(nextafterf(Float($0), Float($1))) },
  ]

  /// All pairs of some numbers, among them all special ones; and pairs of which each is like any other.
  @Test(arguments: binary) func nearestFloatOfPairs(_ row: Binary) {
    let few: [Float] = [
      0, -0.0, 1, -1, .infinity, -.infinity, .nan, 0x1p-133, -0x1p-133, 3e38, -3e38, 2.5, -0.375, 7,
      1e10,
    ]
    var pairs: [(Float, Float)] = few.flatMap { a in few.map { b in (a, b) } }
    for i in 0..<20000 {
      let x = Self.floats[(i &* 7919) % Self.floats.count]
      let y = Self.floats[(i &* 104_729 &+ 17) % Self.floats.count]
      let (a, b): (Float, Float) = (Float(i % 613) / 7 - 40, Float(i % 97) / 5 - 9)
      pairs.append(i % 2 == 0 ? (x, y) : (a, b))
    }
    let (a, b) = (pairs.map(\.0), pairs.map(\.1))
    var found = a
    Float.binary(row.function, count: a.count, a, stride: 1, b, stride: 1, p: 0, into: &found)
    for (pair, y) in zip(pairs, found) {
      let truth = row.truth(Double(pair.0), Double(pair.1))
      #expect(Self.isNearest(y, truth), "\(row.function) of \(pair): \(y) and not \(truth)")
    }
  }

  /// Whole quotients are exact where a float holds them.
  @Test func flooredQuotients() {
    let pairs: [(Float, Float)] = (0..<20000).map { i in
      let a: Float = Float(i % 613) / 7 - 40
      let b: Float = Float(i % 97) / 5 - 9.1
      return (a, b)
    }
    let (a, b) = (pairs.map(\.0), pairs.map(\.1))
    var found = a
    Float.binary(.floorDivide, count: a.count, a, stride: 1, b, stride: 1, p: 0, into: &found)
    for (pair, y) in zip(pairs, found) {
      // Exact: both have 24 bits, and the quotient is small.
      let (x, d) = (Double(pair.0), Double(pair.1))
      var left = fmod(x, d)
      if left != 0, (left < 0) != (d < 0) { left += d }
      #expect(Double(y) == ((x - left) / d).rounded(), "\(pair)")
    }
  }

  /// Within 0.51 units in the last place, with the truth's sign at zero.
  private static func isNearest(_ y: Float, _ truth: Double) -> Bool {
    let nearest = Float(truth)
    if nearest.isNaN { return y.isNaN }
    if nearest == 0 || nearest.isInfinite { return y.bitPattern == nearest.bitPattern }
    let ulp = max(Double(nearest.ulp), 0x1p-149)
    return abs(Double(y) - truth) <= 0.51 * ulp
  }
}
