/// The type of a tensor's elements.
///
/// ```swift
/// Tensor.zeros([2, 3], dtype: .float64)
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/tensor_attributes.html>.
public enum DType: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// Truth values; what comparisons give.
  case bool
  /// 8-bit unsigned integers.
  case uint8
  /// 8-bit signed integers.
  case int8
  /// 16-bit signed integers.
  case int16
  /// 32-bit signed integers.
  case int32
  /// 64-bit signed integers; what indices and labels are.
  case int64
  /// 16-bit IEEE floats: eleven bits of precision, and nothing finite above 65504.
  case float16
  /// 16-bit floats with the exponent of `float32` and eight bits of precision; see ``BFloat16``.
  case bfloat16
  /// 32-bit IEEE floats; the default.
  case float32
  /// 64-bit IEEE floats; what gradients are checked in.
  case float64

  /// Whether elements are fractions; only such tensors have gradients.
  public var isFloatingPoint: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: true
    case .bool, .uint8, .int8, .int16, .int32, .int64: false
    }
  }

  /// Bytes that one element takes.
  public var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .int16, .float16, .bfloat16: 2
    case .int32, .float32: 4
    case .int64, .float64: 8
    }
  }

  /// The name, as in `float32`.
  public var description: String { rawValue }

  /// The type that an operation on two tensors computes in, as in PyTorch: the later one in the order of the cases.
  ///
  /// Neither of `uint8` and `int8`, nor of `float16` and `bfloat16`, holds the other's numbers: such a pair meets
  /// in the next wider type, `int16` and `float32`.
  public static func promoted(_ a: DType, _ b: DType) -> DType {
    switch (a, b) {
    case (.uint8, .int8), (.int8, .uint8): .int16
    case (.float16, .bfloat16), (.bfloat16, .float16): .float32
    default: a.rank >= b.rank ? a : b
    }
  }

  private var rank: Int {
    switch self {
    case .bool: 0
    case .uint8: 1
    case .int8: 2
    case .int16: 3
    case .int32: 4
    case .int64: 5
    case .float16: 6
    case .bfloat16: 7
    case .float32: 8
    case .float64: 9
    }
  }

  /// The largest finite number of fractions; of integers the largest.
  var greatestFiniteMagnitude: Double {
    switch self {
    case .float16: Double(Float16.greatestFiniteMagnitude)
    case .bfloat16: BFloat16.greatestFiniteMagnitude.asDouble
    case .float32: Double(Float.greatestFiniteMagnitude)
    case .float64: .greatestFiniteMagnitude
    case .bool, .uint8, .int8, .int16, .int32, .int64: Double(integers.upperBound)
    }
  }

  /// The integers that elements hold; all of `int64` for fractions.
  var integers: ClosedRange<Int64> {
    switch self {
    case .bool: 0...1
    case .uint8: 0...255
    case .int8: -0x80...0x7F
    case .int16: -0x8000...0x7FFF
    case .int32: -0x8000_0000...0x7FFF_FFFF
    case .int64, .float16, .bfloat16, .float32, .float64: .min ... .max
    }
  }

  /// The integer of this type's range that is nearest.
  func nearest(to number: Int64) -> Int64 {
    min(max(number, integers.lowerBound), integers.upperBound)
  }

  /// Whether a result of `result` may be written into elements of this type in place: fractions do
  /// not become integers, and numbers do not become truth values.
  func canHold(_ result: DType) -> Bool {
    isFloatingPoint || !result.isFloatingPoint && (self != .bool || result == .bool)
  }

  /// The type in which several elements are combined before the result is rounded to this one.
  var accumulator: DType { isHalf ? .float32 : self }

  /// Whether elements are floats of 16 bits, with which nothing is computed: they are storage.
  var isHalf: Bool { self == .float16 || self == .bfloat16 }

  /// The Swift type of one element in memory: what turns a dtype into a type is this, and nothing else.
  package var element: any TensorElement.Type {
    switch self {
    case .bool: Bool.self
    case .uint8: UInt8.self
    case .int8: Int8.self
    case .int16: Int16.self
    case .int32: Int32.self
    case .int64: Int64.self
    case .float16: Float16.self
    case .bfloat16: BFloat16.self
    case .float32: Float.self
    case .float64: Double.self
    }
  }
}
