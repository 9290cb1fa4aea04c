extension Int8: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .int8 }
  /// The number as a `Double`.
  public var asDouble: Double { Double(self) }
  /// The number as an integer.
  public var asInt64: Int64 { Int64(self) }
  /// The low 8 bits of the number as an integer.
  public init(converting value: some TensorScalar) {
    self = Int8(truncatingIfNeeded: value.asInt64)
  }
}
