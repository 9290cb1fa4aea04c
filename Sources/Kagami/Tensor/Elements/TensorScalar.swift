/// A Swift number that can become a tensor's element, or be read from one.
///
/// Conformers are `Float`, `Double`, `Float16`, ``BFloat16``, `Int`, `Int64`, `Int32`, `Int16`, `Int8`, `UInt8`
/// and `Bool`.
public protocol TensorScalar: Sendable {
  /// The type of element that holds such a number.
  static var dtype: DType { get }

  /// The number as a `Double`; `true` is 1. Integers beyond 2⁵³ are rounded.
  var asDouble: Double { get }
  /// The number as an integer: a fraction is truncated toward zero; NaN and what is outside the
  /// range of `Int64` give `Int64.min` on every processor, as in PyTorch on x86.
  var asInt64: Int64 { get }

  /// The same number in this type: rounded once where it becomes a fraction, by the rule of
  /// ``asInt64`` for integers, of which narrower ones keep the low bits, and "is not zero" for
  /// truth values.
  init(converting value: some TensorScalar)
}

/// The types that stand in a tensor's memory: all of ``TensorScalar`` but `Int`.
package protocol TensorElement: TensorScalar, BitwiseCopyable {
  /// The type itself if it has vector kernels, or nil.
  static var kernelElement: (any CPUElement.Type)? { get }
}

extension TensorElement {
  package static var kernelElement: (any CPUElement.Type)? { nil }
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
    self =
      type(of: value).dtype.isFloatingPoint ? Float(value.asDouble) : Float(value.asInt64)
  }
}

extension Double: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .float64 }
  /// The number as a `Double`.
  public var asDouble: Double { self }
  /// The number as an integer.
  public var asInt64: Int64 {
    self >= -0x1p63 && self < 0x1p63 ? Int64(self) : .min
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
  public init(converting value: some TensorScalar) {
    self = UInt8(truncatingIfNeeded: value.asInt64)
  }
}

extension Bool: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .bool }
  /// The number as a `Double`.
  public var asDouble: Double { self ? 1 : 0 }
  /// The number as an integer.
  public var asInt64: Int64 { self ? 1 : 0 }
  /// The nearest number of this type.
  public init(converting value: some TensorScalar) { self = value.asDouble != 0 }
}

extension TensorScalar {
  /// Whether the number can be written into an element of `dtype` that is named for it, by PyTorch's
  /// rule: a fraction is truncated first, a negative integer down to −255 may stand for a `uint8`,
  /// and no finite number may become infinite.
  func fits(_ dtype: DType) -> Bool {
    let isFraction = Self.dtype.isFloatingPoint
    switch dtype {
    case .bool, .float64: return true
    case .float32:
      return !asDouble.isFinite || asDouble.magnitude <= Double(Float.greatestFiniteMagnitude)
    case .float16:
      return !asDouble.isFinite || asDouble.magnitude <= Float16.greatestFiniteMagnitude.asDouble
    case .bfloat16:
      return !asDouble.isFinite || asDouble.magnitude <= BFloat16.greatestFiniteMagnitude.asDouble
    case .int64: return !isFraction || (asDouble >= -0x1p63 && asDouble < 0x1p63)
    case .int32: return fits(Int32.self)
    case .int16: return fits(Int16.self)
    case .int8: return fits(Int8.self)
    case .uint8:
      return isFraction ? asDouble >= 0 && asDouble < 256 : (-255...255).contains(asInt64)
    }
  }

  /// Whether the number without its fraction is one of `Whole`.
  private func fits<Whole: FixedWidthInteger>(_: Whole.Type) -> Bool {
    Self.dtype.isFloatingPoint
      ? asDouble > Double(Whole.min) - 1 && asDouble < Double(Whole.max) + 1
      : Whole(exactly: asInt64) != nil
  }
}
