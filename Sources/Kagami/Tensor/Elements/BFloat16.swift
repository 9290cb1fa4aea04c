/// A 16-bit float: the upper half of a `Float`, with its exponent and eight bits of precision.
///
/// ```swift
/// BFloat16(1.01).asDouble                                 // 1.0078125
/// Tensor([1.01, 2.02], dtype: .bfloat16).array(of: Float.self)
/// ```
/// Storage takes half that of `float32`; arithmetic is done in `float32` or wider and rounded to nearest, ties
/// to even. Source: <https://docs.pytorch.org/docs/stable/tensor_attributes.html>.
public struct BFloat16: Hashable, Sendable, CustomStringConvertible {
  /// The sign, eight bits of exponent, and seven of the significand.
  public let bitPattern: UInt16

  /// The number of a bit pattern.
  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  /// The nearest number of this type; ties go to even, and NaN becomes a quiet NaN.
  public init(_ value: Float) {
    let bits = value.bitPattern
    if value.isNaN {
      bitPattern = UInt16(truncatingIfNeeded: bits >> 16) | 0x7FC0
    } else {
      bitPattern = UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
    }
  }

  /// The same number, exactly.
  public var float: Float { Float(bitPattern: UInt32(bitPattern) << 16) }

  /// The number, as in `1.0078125`.
  public var description: String { "\(float)" }

  /// The largest finite number, 3.39 · 10³⁸.
  public static let greatestFiniteMagnitude = BFloat16(bitPattern: 0x7F7F)
}

extension BFloat16: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .bfloat16 }
  /// The number as a `Double`.
  public var asDouble: Double { Double(float) }
  /// The number as an integer.
  public var asInt64: Int64 { Double(float).asInt64 }
  /// The nearest number of this type, by way of `Float`.
  public init(converting value: some TensorScalar) { self.init(Float(converting: value)) }
}
