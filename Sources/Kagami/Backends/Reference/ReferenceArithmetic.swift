internal import KagamiKernels

/// What each function of one or two elements means for every element type.
///
/// Floats take the table's expressions in double precision, through the C library; integers wrap; truth values are
/// the numbers 0 and 1, and any result but 0 is true. Functions that leave the integers, such as
/// `exp`, get floats only: operations convert first.
enum ReferenceArithmetic {
  static func unary<T: TensorElement>(_ function: UnaryFunction, _ x: T, p: Double, q: Double) -> T
  {
    if T.dtype.isFloatingPoint {
      // Rounded once from Double: closer to the truth than any float kernel, which is the point.
      let (p, q) = rounded(p, q, T.self)
      return T(converting: function.value(x.asDouble, p: p, q: q))
    }
    return T(converting: integer(function, x.asInt64, p: p, q: q))
  }

  static func binary<T: TensorElement>(_ function: BinaryFunction, _ a: T, _ b: T, p: Double) -> T {
    if T.dtype.isFloatingPoint {
      if function == .nextAfter, T.dtype == .float32 {
        // The neighbour among floats, not among numbers of Double.
        return T(converting: neighbour(Float(a.asDouble), towards: Float(b.asDouble)))
      }
      let (p, _) = rounded(p, 0, T.self)
      return T(converting: function.value(a.asDouble, b.asDouble, p: p))
    }
    return T(converting: integer(function, a.asInt64, b.asInt64, p: p))
  }

  private static func neighbour(_ a: Float, towards b: Float) -> Float {
    if a.isNaN || b.isNaN { return .nan }
    return a == b ? b : a < b ? a.nextUp : a.nextDown
  }

  /// The gradient of a function's input, in floats rounded once from Double.
  static func gradient<T: TensorElement>(
    _ function: UnaryFunction, _ g: T, saved: T, p: Double, q: Double
  ) -> T {
    let (p, q) = rounded(p, q, T.self)
    return T(
      converting: function.gradient(g.asDouble, saved: saved.asDouble, p: p, q: q))
  }

  /// Parameters as kernels take them: in the precision in which elements are computed.
  private static func rounded<T: TensorElement>(
    _ p: Double, _ q: Double, _: T.Type
  ) -> (Double, Double) {
    T.dtype == .float64 ? (p, q) : (Double(Float(p)), Double(Float(q)))
  }

  private static func integer(_ function: UnaryFunction, _ x: Int64, p: Double, q: Double) -> Int64
  {
    switch function {
    case .negate: 0 &- x
    case .abs: x < 0 ? 0 &- x : x
    case .sign: x.signum()
    case .relu: max(x, 0)
    case .floor, .ceil, .trunc, .round: x
    default: Int64(converting: function.value(Double(x), p: p, q: q))
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
    // Divisors are not 0.
    case .floorDivide: floored(a, b).quotient
    case .remainder: floored(a, b).remainder
    case .fmod: a.remainderReportingOverflow(dividingBy: b).partialValue
    default: Int64(converting: function.value(Double(a), Double(b), p: p))
    }
  }

  /// `a` to the power `b`, wrapping; of a negative power only 1 and −1 are whole, and 0 stands for
  /// the rest, as in PyTorch.
  private static func power(_ a: Int64, _ b: Int64) -> Int64 {
    if b < 0 { return a == 1 ? 1 : (a == -1 ? (b & 1 == 0 ? 1 : -1) : 0) }
    return a.raised(to: b)
  }

  /// The quotient, rounded down, and what is left, which has the divisor's sign.
  private static func floored(_ a: Int64, _ b: Int64) -> (quotient: Int64, remainder: Int64) {
    let quotient = a.dividedReportingOverflow(by: b).partialValue
    let remainder = a.remainderReportingOverflow(dividingBy: b).partialValue
    let isBelow = remainder != 0 && (remainder < 0) != (b < 0)
    return isBelow ? (quotient - 1, remainder + b) : (quotient, remainder)
  }

  /// A function of the bits of integers of `width` bits; by less than nothing or by all bits and more, a shift
  /// leaves nothing but the sign.
  static func bitwise(_ function: BitwiseFunction, _ a: Int64, _ b: Int64, width: Int64) -> Int64 {
    let isWithin = 0..<width ~= b
    return switch function {
    case .and: a & b
    case .or: a | b
    case .xor: a ^ b
    case .shiftLeft: isWithin ? a << b : 0
    case .shiftRight: isWithin ? a >> b : a < 0 ? -1 : 0
    }
  }

  /// Whether one element stands before another in ascending order; NaN is above all numbers.
  static func isBelow<T: TensorElement>(_ a: T, _ b: T) -> Bool {
    if a.asDouble.isNaN { return false }
    return b.asDouble.isNaN || compare(.less, a, b)
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
