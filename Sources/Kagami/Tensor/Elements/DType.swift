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
  /// 32-bit signed integers.
  case int32
  /// 64-bit signed integers; what indices and labels are.
  case int64
  /// 16-bit floats with the exponent of `float32` and eight bits of precision; see ``BFloat16``.
  case bfloat16
  /// 32-bit IEEE floats; the default.
  case float32
  /// 64-bit IEEE floats; what gradients are checked in.
  case float64

  /// Whether elements are fractions; only such tensors have gradients.
  public var isFloatingPoint: Bool {
    switch self {
    case .bfloat16, .float32, .float64: true
    case .bool, .uint8, .int32, .int64: false
    }
  }

  /// Bytes that one element takes.
  public var byteCount: Int {
    switch self {
    case .bool, .uint8: 1
    case .bfloat16: 2
    case .int32, .float32: 4
    case .int64, .float64: 8
    }
  }

  /// The name, as in `float32`.
  public var description: String { rawValue }

  /// The type that an operation on two tensors computes in: the later one in the order of the cases, as in PyTorch.
  public static func promoted(_ a: DType, _ b: DType) -> DType { a.rank >= b.rank ? a : b }

  private var rank: Int {
    switch self {
    case .bool: 0
    case .uint8: 1
    case .int32: 2
    case .int64: 3
    case .bfloat16: 4
    case .float32: 5
    case .float64: 6
    }
  }

  /// Whether a result of `result` may be written into elements of this type in place: fractions do
  /// not become integers, and numbers do not become truth values.
  func canHold(_ result: DType) -> Bool {
    isFloatingPoint || !result.isFloatingPoint && (self != .bool || result == .bool)
  }

  /// The type in which several elements are combined before the result is rounded to this one.
  var accumulator: DType { self == .bfloat16 ? .float32 : self }

  /// The Swift type of one element in memory: what turns a dtype into a type is this, and nothing else.
  package var element: any TensorElement.Type {
    switch self {
    case .bool: Bool.self
    case .uint8: UInt8.self
    case .int32: Int32.self
    case .int64: Int64.self
    case .bfloat16: BFloat16.self
    case .float32: Float.self
    case .float64: Double.self
    }
  }
}
