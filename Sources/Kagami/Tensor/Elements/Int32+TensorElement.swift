extension Int32: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .int32 }
  /// The number as a `Double`.
  public var asDouble: Double { Double(self) }
  /// The number as an integer.
  public var asInt64: Int64 { Int64(self) }
  /// The low 32 bits of the number as an integer.
  public init(converting value: some TensorScalar) {
    self = Int32(truncatingIfNeeded: value.asInt64)
  }
}
