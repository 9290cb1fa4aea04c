extension Int16: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .int16 }
  /// The number as a `Double`.
  public var asDouble: Double { Double(self) }
  /// The number as an integer.
  public var asInt64: Int64 { Int64(self) }
  /// The low 16 bits of the number as an integer.
  public init(converting value: some TensorScalar) {
    self = Int16(truncatingIfNeeded: value.asInt64)
  }
}
