/// The type of a tensor's elements.
///
/// ```swift
/// Tensor.zeros([2, 3], dtype: .float64)
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/tensor_attributes.html>.
public enum DType: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// 8-bit unsigned integers.
  case uint8
  /// 64-bit signed integers; what indices and labels are.
  case int64
  /// 32-bit IEEE floats; the default.
  case float32
  /// 64-bit IEEE floats; what gradients are checked in.
  case float64
  /// Truth values; what comparisons give.
  case bool

  /// Whether elements are `float32` or `float64`; only such tensors have gradients.
  public var isFloatingPoint: Bool { self == .float32 || self == .float64 }

  /// Bytes that one element takes.
  public var byteCount: Int {
    switch self {
    case .uint8, .bool: 1
    case .float32: 4
    case .int64, .float64: 8
    }
  }

  /// The name, as in `float32`.
  public var description: String { rawValue }

  /// The type that an operation on two tensors computes in.
  ///
  /// The later of `bool`, `uint8`, `int64`, `float32`, `float64`, as in PyTorch.
  public static func promoted(_ a: DType, _ b: DType) -> DType { a.rank >= b.rank ? a : b }

  /// Whether a result of `result` may be written into elements of this type in place: fractions do
  /// not become integers, and numbers do not become truth values.
  func canHold(_ result: DType) -> Bool {
    isFloatingPoint || !result.isFloatingPoint && (self != .bool || result == .bool)
  }

  private var rank: Int {
    switch self {
    case .bool: 0
    case .uint8: 1
    case .int64: 2
    case .float32: 3
    case .float64: 4
    }
  }

  /// The Swift type of one element in memory.
  var element: any TensorElement.Type {
    switch self {
    case .uint8: UInt8.self
    case .int64: Int64.self
    case .float32: Float.self
    case .float64: Double.self
    case .bool: Bool.self
    }
  }
}
