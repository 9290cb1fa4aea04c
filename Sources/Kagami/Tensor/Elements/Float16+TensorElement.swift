extension Float16: TensorElement {
  /// The type of element that holds such a number.
  public static var dtype: DType { .float16 }
  /// The number as a `Double`.
  public var asDouble: Double { Double(self) }
  /// The number as an integer.
  public var asInt64: Int64 { Double(self).asInt64 }
  /// The nearest number of this type, by way of `Float`.
  public init(converting value: some TensorScalar) { self.init(Float(converting: value)) }
}
