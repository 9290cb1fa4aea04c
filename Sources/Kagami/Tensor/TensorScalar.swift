/// A Swift number that can become a tensor's element, or be read from one.
///
/// Conformers are `Float`, `Double`, `Int`, `Int64`, `UInt8` and `Bool`.
public protocol TensorScalar: Sendable {
  /// The type of element that holds such a number.
  static var dtype: DType { get }

  /// The number as a `Double`; `true` is 1. Integers beyond 2⁵³ are rounded.
  var asDouble: Double { get }
  /// The number as an integer: truncated toward zero, saturated, NaN giving 0.
  var asInt64: Int64 { get }

  /// The nearest number of this type, by the rules of ``asInt64`` for integers and "is not zero"
  /// for truth values.
  init(converting value: some TensorScalar)
}

/// The types that stand in a tensor's memory: all of ``TensorScalar`` but `Int`.
package protocol TensorElement: TensorScalar {
  /// The element of an integer type or float; arithmetic is in ``ReferenceArithmetic``.
  static var zero: Self { get }
}

extension Float: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .float32 }
  /// The number as a `Double`.
  public var asDouble: Double { Double(self) }
  /// The number as an integer.
  public var asInt64: Int64 { Double(self).asInt64 }
  /// The nearest number of this type.
  public init(converting value: some TensorScalar) {
    // By way of Double an integer would be rounded twice.
    self = value is Int64 || value is Int ? Float(value.asInt64) : Float(value.asDouble)
  }
}

extension Double: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .float64 }
  /// The number as a `Double`.
  public var asDouble: Double { self }
  /// The number as an integer.
  public var asInt64: Int64 {
    if isNaN { return 0 }
    return Int64(exactly: rounded(.towardZero)) ?? (self < 0 ? .min : .max)
  }
  /// The nearest number of this type.
  public init(converting value: some TensorScalar) { self = value.asDouble }
}

extension Int64: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .int64 }
  /// The number as a `Double`.
  public var asDouble: Double { Double(self) }
  /// The number as an integer.
  public var asInt64: Int64 { self }
  /// The nearest number of this type.
  public init(converting value: some TensorScalar) { self = value.asInt64 }
}

extension Int: TensorScalar {
  /// The type of element that holds such a number.
  public static var dtype: DType { .int64 }
  /// The number as a `Double`.
  public var asDouble: Double { Double(self) }
  /// The number as an integer.
  public var asInt64: Int64 { Int64(self) }
  /// The nearest number of this type.
  public init(converting value: some TensorScalar) { self = Int(value.asInt64) }
}

extension UInt8: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .uint8 }
  /// The number as a `Double`.
  public var asDouble: Double { Double(self) }
  /// The number as an integer.
  public var asInt64: Int64 { Int64(self) }
  /// The nearest number of this type.
  public init(converting value: some TensorScalar) { self = UInt8(clamping: value.asInt64) }
}

extension Bool: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .bool }
  package static var zero: Bool { false }
  /// The number as a `Double`.
  public var asDouble: Double { self ? 1 : 0 }
  /// The number as an integer.
  public var asInt64: Int64 { self ? 1 : 0 }
  /// The nearest number of this type.
  public init(converting value: some TensorScalar) { self = value.asDouble != 0 }
}
