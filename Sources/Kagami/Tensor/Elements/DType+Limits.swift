extension DType {
  /// What kind of number elements are.
  public enum Kind: Sendable, CaseIterable {
    /// Truth values.
    case bool
    /// Integers with a sign.
    case signedInteger
    /// Integers from 0 up.
    case unsignedInteger
    /// Fractions.
    case floatingPoint
  }

  /// What kind of number elements are.
  public var kind: Kind {
    switch self {
    case .bool: .bool
    case .uint8: .unsignedInteger
    case .int8, .int16, .int32, .int64: .signedInteger
    case .float16, .bfloat16, .float32, .float64: .floatingPoint
    }
  }

  /// The integers from the least to the largest that elements hold; nil of fractions and truth values.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/type_info.html#torch.torch.iinfo>.
  public var integerRange: ClosedRange<Int64>? {
    isFloatingPoint || self == .bool ? nil : integers
  }

  /// The limits of fractions.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/type_info.html#torch.torch.finfo>.
  public struct FloatingPointLimits: Hashable, Sendable {
    /// Bits of an element.
    public let bits: Int
    /// The distance from 1 to the next number.
    public let epsilon: Double
    /// The largest finite number.
    public let greatestFiniteMagnitude: Double
    /// The smallest positive number with all its digits.
    public let leastNormalMagnitude: Double
    /// The smallest positive number.
    public let leastNonzeroMagnitude: Double
  }

  /// The limits of fractions; nil of integers and truth values.
  public var floatingPointLimits: FloatingPointLimits? {
    func limits<F: BinaryFloatingPoint>(_: F.Type) -> FloatingPointLimits {
      FloatingPointLimits(
        bits: byteCount * 8, epsilon: Double(F.ulpOfOne),
        greatestFiniteMagnitude: greatestFiniteMagnitude,
        leastNormalMagnitude: Double(F.leastNormalMagnitude),
        leastNonzeroMagnitude: Double(F.leastNonzeroMagnitude))
    }
    switch self {
    case .float16: return limits(Float16.self)
    case .float32: return limits(Float.self)
    case .float64: return limits(Double.self)
    case .bfloat16:
      return FloatingPointLimits(
        bits: 16, epsilon: 0x1p-7, greatestFiniteMagnitude: greatestFiniteMagnitude,
        leastNormalMagnitude: 0x1p-126, leastNonzeroMagnitude: 0x1p-133)
    case .bool, .uint8, .int8, .int16, .int32, .int64: return nil
    }
  }

  /// Whether every operation that mixes both types computes in `other`: whether promotion leads there.
  ///
  /// Source: <https://data-apis.org/array-api/2024.12/API_specification/generated/array_api.can_cast.html>.
  public func canCast(to other: DType) -> Bool { DType.promoted(self, other) == other }
}

extension Tensor {
  /// The type that an operation on several tensors computes in.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.result_type.html>.
  ///
  /// - Precondition: there is at least one.
  public static func resultDType(of tensors: Tensor...) -> DType {
    guard let first = tensors.first else { misuse("resultDType", "there is no tensor") }
    // A tensor with axes decides within its kind, whichever place it has.
    let ordered = tensors.filter { $0.rank > 0 } + tensors.filter { $0.rank == 0 }
    return ordered.dropFirst().reduce(ordered.first ?? first) { result, next in
      Tensor.zeros(result.rank > 0 ? [1] : [], dtype: commonDType(result, next))
    }.dtype
  }
}
