import Foundation
import Kagami
import TestSupport
import Testing

/// Eighth law: extremes give what the Python array API standard says but where another result is decided, in either
/// precision, whatever else is computed beside them.
@Suite struct SpecialCaseLawTests {
  typealias Function = @Sendable (Tensor, Tensor) -> Tensor

  /// The standard's functions by its names for them; those of one argument leave the second alone.
  static let functions: [String: Function] = [
    "abs": { x, _ in x.abs() }, "acos": { x, _ in x.acos() }, "acosh": { x, _ in x.acosh() },
    "add": { $0 + $1 }, "asin": { x, _ in x.asin() }, "asinh": { x, _ in x.asinh() },
    "atan": { x, _ in x.atan() }, "atan2": { $0.atan2($1) }, "atanh": { x, _ in x.atanh() },
    "ceil": { x, _ in x.ceil() }, "clip": { x, _ in x.clamp(min: -1, max: 1) },
    "copysign": { $0.copySign($1) }, "cos": { x, _ in x.cos() }, "cosh": { x, _ in x.cosh() },
    "divide": { $0 / $1 }, "equal": { $0 .== $1 }, "exp": { x, _ in x.exp() },
    "expm1": { x, _ in x.expm1() }, "floor": { x, _ in x.floor() },
    "floor_divide": { $0.floorDivide($1) }, "hypot": { $0.hypot($1) },
    "isfinite": { x, _ in x.isFinite() }, "isinf": { x, _ in x.isInfinite() },
    "isnan": { x, _ in x.isNaN() }, "log": { x, _ in x.log() }, "log1p": { x, _ in x.log1p() },
    "log2": { x, _ in x.log2() }, "log10": { x, _ in x.log10() },
    "logaddexp": { $0.logAddExp($1) }, "multiply": { $0 * $1 },
    "nextafter": { $0.nextAfter($1) }, "not_equal": { $0 .!= $1 }, "pow": { $0.pow($1) },
    "remainder": { $0 % $1 }, "round": { x, _ in x.round() }, "sign": { x, _ in x.sign() },
    "signbit": { x, _ in x.signBit() }, "sin": { x, _ in x.sin() }, "sinh": { x, _ in x.sinh() },
    "sqrt": { x, _ in x.sqrt() }, "tan": { x, _ in x.tan() }, "tanh": { x, _ in x.tanh() },
    "trunc": { x, _ in x.trunc() },
  ]

  /// Lines that do not hold, and what holds instead.
  static let decided = [
    // The sign of NaN is 0 in PyTorch.
    "sign: nan : nan": "nan : ±0"
  ]

  /// Numbers of a class.
  static func samples(_ name: String) -> [Double]? {
    let positive = [1e-3, 1, 2.5, 3e10]
    let finite = [0, -0.0, 1, -2.5, 3e10]
    let known: [String: [Double]] = [
      "nan": [.nan], "nan+": [.nan], "nan-": [-.nan], "+0": [0], "-0": [-0.0], "±0": [0, -0.0],
      "1": [1], "-1": [-1], "+inf": [.infinity], "-inf": [-.infinity],
      "±inf": [.infinity, -.infinity], ">0": positive + [.infinity],
      "<0": positive.map { -$0 } + [-.infinity], ">1": [1.5, 3e10, .infinity],
      "<-1": [-1.5, -3e10, -.infinity], "<1": [0.5, -3, -.infinity], "positive": positive,
      "negative": positive.map { -$0 }, "finite": finite, "nonzero": [1, -2.5, 3e10],
      "finite|nan": finite + [.nan], "whole": [1, -3, 1e10], "number": finite + [-.infinity],
      "not1": [2, 0.5, -1, 0, .infinity], "not0": [1, -2, 0.5, .infinity],
      "any": [.nan, 0, -1, .infinity], "odd+": [1, 3, 101], "odd-": [-1, -3], "even+": [2, 4, 0.5],
      "even-": [-2, -4, -0.5], "fraction": [0.5, -1.5, 2.25],
    ]
    return known[name]
  }

  /// Every line as pairs of arguments and what the result may be.
  static func cases(_ line: String) throws -> [(x: Double, y: Double, results: [String])] {
    try line.components(separatedBy: "; ").flatMap { part in
      let sides = part.components(separatedBy: " : ")
      let classes = sides[0].components(separatedBy: ", ")
      let results =
        sides[1].hasPrefix("|") || sides[1].hasPrefix("-|")
        ? [sides[1]] : sides[1].components(separatedBy: "|")
      return try #require(samples(classes[0]), "\(classes[0])").flatMap { x in
        let others: [Double] =
          switch classes.count > 1 ? classes[1] : "1" {
          case "x1": [x]
          case "-x1": [-x]
          case let name: try #require(samples(name), "\(name)")
          }
        return others.map { (x, $0, results) }
      }
    }
  }

  static func holds(_ expected: String, _ found: Double, _ x: Double, _ y: Double, _ dtype: DType)
    -> Bool
  {
    func equals(_ number: Double) -> Bool {
      let number = dtype == .float32 ? Double(Float(number)) : number
      if number.isNaN { return found.isNaN }
      return found == number && found.sign == number.sign
    }
    switch expected {
    case "nan": return found.isNaN
    case "nan+": return found.isNaN && found.sign == .plus
    case "nan-": return found.isNaN && found.sign == .minus
    case "+0": return equals(0)
    case "-0": return equals(-0.0)
    case "±0": return found == 0
    case "1": return equals(1)
    case "-1": return equals(-1)
    case "+inf": return equals(.infinity)
    case "-inf": return equals(-.infinity)
    case "true": return found == 1
    case "false": return found == 0
    case "x", "x1": return equals(x)
    case "x2": return equals(y)
    case "|x1|": return equals(x.magnitude)
    case "-|x1|": return equals(-x.magnitude)
    case "|x2|": return equals(y.magnitude)
    case "plus": return found.sign == .plus
    case "minus": return found.sign == .minus
    default: break
    }
    let angles = ["π": Double.pi, "π/2": .pi / 2, "π/4": .pi / 4, "3π/4": 3 * .pi / 4]
    guard expected.hasPrefix("~"), let angle = angles[String(expected.dropFirst(2))] else {
      return false
    }
    let signed = expected.dropFirst().first == "-" ? -angle : angle
    return (found - signed).magnitude <= (dtype == .float32 ? 1e-6 : 1e-15)
  }

  @Test func everyFunctionIsHere() {
    #expect(SpecialCases.table.map(\.lines.count).reduce(0, +) == 291)
    for row in SpecialCases.table {
      #expect(Self.functions[row.function] != nil, "\(row.function)")
    }
  }

  @Test(arguments: SpecialCases.table.map(\.function), [Device.cpu, .reference])
  func extremesAreTheStandards(_ name: String, _ device: Device) throws {
    let function = try #require(Self.functions[name])
    let lines = try #require(SpecialCases.table.first { $0.function == name }).lines
    for line in lines {
      let cases = try Self.cases(Self.decided["\(name): \(line)"] ?? line)
      for dtype in [DType.float32, .float64] {
        // Long enough for vector loops, and with ordinary numbers before and after.
        let padding = [Double](repeating: 0.75, count: 40)
        let x = Tensor(padding + cases.map(\.x) + padding, dtype: dtype, device: device)
        let y = Tensor(padding + cases.map(\.y) + padding, dtype: dtype, device: device)
        let found = function(x, y).array(of: Double.self)[40...]
        for (value, test) in zip(found, cases) {
          let isRight = test.results.contains { Self.holds($0, value, test.x, test.y, dtype) }
          #expect(
            isRight, "\(name)(\(test.x), \(test.y)) in \(dtype) is \(value), expected \(line)")
        }
      }
    }
  }
}
