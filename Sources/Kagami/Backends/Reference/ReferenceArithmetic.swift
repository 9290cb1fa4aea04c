internal import KagamiKernels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What each function of one or two elements means, spelled out for every element type.
///
/// Floats compute in their own precision through the C library; integers wrap; truth values are
/// the numbers 0 and 1, and any result but 0 is true. Functions that leave the integers, such as
/// `exp`, are asked of floats only: operations convert first.
enum ReferenceArithmetic {
  static func unary<T: TensorElement>(_ function: UnaryFunction, _ x: T, p: Double, q: Double) -> T
  {
    switch x {
    case let x as Float:
      // Rounded once from Double: closer to the truth than any float kernel, which is the point.
      T(converting: Float(real(function, Double(x), p: Double(Float(p)), q: Double(Float(q)))))
    case let x as Double: T(converting: real(function, x, p: p, q: q))
    default: T(converting: integer(function, x.asInt64, p: p, q: q))
    }
  }

  static func binary<T: TensorElement>(_ function: BinaryFunction, _ a: T, _ b: T, p: Double) -> T {
    switch (a, b) {
    case (let a as Float, let b as Float):
      T(converting: Float(real(function, Double(a), Double(b), p: Double(Float(p)))))
    case (let a as Double, let b as Double): T(converting: real(function, a, b, p: p))
    case (let a as UInt8, let b as UInt8):
      T(converting: UInt8(truncatingIfNeeded: integer(function, Int64(a), Int64(b), p: p)))
    default: T(converting: integer(function, a.asInt64, b.asInt64, p: p))
    }
  }

  private static func real(_ function: UnaryFunction, _ x: Double, p: Double, q: Double) -> Double {
    switch function {
    case .negate: -x
    case .absolute: abs(x)
    case .sign: x > 0 ? 1 : (x < 0 ? -1 : 0)
    case .exp: exp(x)
    case .log: log(x)
    case .log1p: log1p(x)
    case .sqrt: x.squareRoot()
    case .tanh: tanh(x)
    case .sigmoid: 1 / (1 + exp(-x))
    case .softplus: x.isNaN ? x : max(x, 0) + log1p(exp(-abs(x)))
    case .relu: x > 0 || x.isNaN ? x : 0
    case .leakyReLU: x > 0 ? x : x * p
    case .clamp: x.isNaN ? x : (x < p ? p : (x > q ? q : x))
    case .expm1: expm1(x)
    case .erf: erf(x)
    }
  }

  private static func real(_ function: BinaryFunction, _ a: Double, _ b: Double, p: Double)
    -> Double
  {
    switch function {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .maximum: a.isNaN || a > b ? a : b
    case .minimum: a.isNaN || a < b ? a : b
    case .power: pow(a, b)
    case .tanhGradient: a * (1 - b * b)
    case .sigmoidGradient: a * ((1 - b) * b)
    case .leakyReLUGradient: b > 0 ? a : a * p
    case .reluGradient: b <= 0 ? 0 : a
    case .blend: a + p * (b - a)
    case .binaryCrossEntropy: (b - 1) * above(log(1 - a), -100) - b * above(log(a), -100)
    case .binaryCrossEntropySlope: (a - b) / above((1 - a) * a, 1e-12)
    }
  }

  /// The larger of a number and a bound; NaN passes.
  private static func above(_ x: Double, _ low: Double) -> Double { x < low ? low : x }

  private static func integer(_ function: UnaryFunction, _ x: Int64, p: Double, q: Double) -> Int64
  {
    switch function {
    case .negate: 0 &- x
    case .absolute: x < 0 ? 0 &- x : x
    case .sign: x.signum()
    case .relu: max(x, 0)
    case .clamp: Int64(converting: real(.clamp, Double(x), p: p, q: q))
    case .exp, .log, .log1p, .sqrt, .tanh, .sigmoid, .softplus, .leakyReLU, .expm1, .erf:
      Int64(converting: real(function, Double(x), p: p, q: q))
    }
  }

  private static func integer(_ function: BinaryFunction, _ a: Int64, _ b: Int64, p: Double)
    -> Int64
  {
    switch function {
    case .add: a &+ b
    case .subtract: a &- b
    case .multiply: a &* b
    case .maximum: max(a, b)
    case .minimum: min(a, b)
    case .power: power(a, b)
    case .divide, .tanhGradient, .sigmoidGradient, .leakyReLUGradient,
      .reluGradient, .blend, .binaryCrossEntropy, .binaryCrossEntropySlope:
      Int64(converting: real(function, Double(a), Double(b), p: p))
    }
  }

  /// `a` to the power `b`, wrapping; of a negative power only 1 and −1 are whole, and 0 stands for
  /// the rest, as in PyTorch.
  private static func power(_ a: Int64, _ b: Int64) -> Int64 {
    if b < 0 { return a == 1 ? 1 : (a == -1 ? (b & 1 == 0 ? 1 : -1) : 0) }
    return a.raised(to: b)
  }

  static func compare<T: TensorElement>(_ comparison: Comparison, _ a: T, _ b: T) -> Bool {
    if T.dtype.isFloatingPoint { return ordered(comparison, a.asDouble, b.asDouble) }
    return ordered(comparison, a.asInt64, b.asInt64)
  }

  private static func ordered<C: Comparable>(_ comparison: Comparison, _ a: C, _ b: C) -> Bool {
    switch comparison {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessEqual: a <= b
    case .greater: a > b
    case .greaterEqual: a >= b
    }
  }
}
