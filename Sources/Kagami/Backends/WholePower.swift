extension Double {
  /// This number to a whole power that is not negative, by repeated squaring.
  func raised(to exponent: Int) -> Double {
    wholePower(self, exponent, one: 1, multiply: *)
  }
}

extension Int64 {
  /// This number to a whole power that is not negative, wrapping.
  func raised(to exponent: Int64) -> Int64 {
    wholePower(self, exponent, one: 1, multiply: &*)
  }
}

/// `base` multiplied with itself `exponent` times, in the order of the exponent's bits.
private func wholePower<T, E: BinaryInteger>(
  _ base: T, _ exponent: E, one: T, multiply: (T, T) -> T
) -> T {
  var (result, square, rest) = (one, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result = multiply(result, square) }
    square = multiply(square, square)
    rest >>= 1
  }
  return result
}
