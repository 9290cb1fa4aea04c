/// What a product's operands may not exceed.
enum ProductLimit {
  /// BLAS counts extents and the distances between lines in 32 bits.
  private static let largest = Int(Int32.max)

  /// Checks both factors of a product.
  static func check(_ operation: String, _ factors: Tensor...) throws(MisuseError) {
    for factor in factors {
      for axis in factor.shape.indices.suffix(2)
      where factor.shape[axis] > largest || factor.strides[axis] > largest {
        throw MisuseError(
          operation,
          "an extent of \(factor.shape), or the distance between its lines, is above \(largest), "
            + "the largest number that BLAS counts to",
          hint: "multiply in parts, or lay the elements out anew with a product by 1")
      }
    }
    let rows = factors.map { $0.shape.dropLast().reduce(1, &*) }
    if factors.count > 1, operation == "linear", rows[0] > largest {
      throw MisuseError(
        operation, "\(rows[0]) rows of \(factors[0].shape) are more than BLAS counts to",
        hint: "pass the input in parts")
    }
  }
}
