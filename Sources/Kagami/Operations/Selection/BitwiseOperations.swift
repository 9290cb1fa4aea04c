internal import KagamiKernels

// Functions of bits. They are spelled as Swift spells those of integers, and are never recorded.
extension Tensor {
  /// Both tensors as a function of bits takes them: integers or truth values of one type.
  private static func bits(
    _ function: BitwiseFunction, _ a: Tensor, _ b: Tensor, ofNumbers: Bool = false
  ) -> Tensor {
    let name = "bitwise \(function)"
    for x in [a, b] where x.dtype.isFloatingPoint {
      misuse(
        name, "elements of \(x.dtype), \(x.shape), are no integers",
        hint: "convert them with to(.int64)")
    }
    let (a, b) = matched(name, a, b)
    return computing(function, ofNumbers ? a.numbers(name) : a, b)
  }

  /// The bits that both elements of each pair have; of truth values, whether both are true.
  ///
  /// Shapes broadcast, types promote. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.bitwise_and.html>.
  ///
  /// - Precondition: both hold integers or truth values.
  public static func & (a: Tensor, b: Tensor) -> Tensor { bits(.and, a, b) }

  /// The bits that both have.
  public static func & (a: Tensor, b: some FixedWidthInteger & TensorScalar) -> Tensor {
    a & a.scalar(b)
  }

  /// The bits that either element of each pair has; of truth values, whether either is true.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.bitwise_or.html>.
  ///
  /// - Precondition: both hold integers or truth values.
  public static func | (a: Tensor, b: Tensor) -> Tensor { bits(.or, a, b) }

  /// The bits that either has.
  public static func | (a: Tensor, b: some FixedWidthInteger & TensorScalar) -> Tensor {
    a | a.scalar(b)
  }

  /// The bits that one element of each pair has and the other has not; of truth values, whether they differ.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.bitwise_xor.html>.
  ///
  /// - Precondition: both hold integers or truth values.
  public static func ^ (a: Tensor, b: Tensor) -> Tensor { bits(.xor, a, b) }

  /// The bits that one has and the other has not.
  public static func ^ (a: Tensor, b: some FixedWidthInteger & TensorScalar) -> Tensor {
    a ^ a.scalar(b)
  }

  /// The bits that each element has not, −1 − x for signed integers; of truth values, whether they are false.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.bitwise_not.html>.
  ///
  /// - Precondition: the elements are integers or truth values.
  public static prefix func ~ (x: Tensor) -> Tensor { x.dtype == .bool ? .!x : x ^ -1 }

  /// The bits of each element, moved up by the number in `b`; those that leave the type are lost.
  ///
  /// By a negative number, or by all bits and more, nothing is left. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.bitwise_left_shift.html>.
  ///
  /// - Precondition: both hold integers.
  public static func << (a: Tensor, b: Tensor) -> Tensor { bits(.shiftLeft, a, b, ofNumbers: true) }

  /// The bits of each element, moved up by one number.
  public static func << (a: Tensor, b: some FixedWidthInteger & TensorScalar) -> Tensor {
    a << a.scalar(b)
  }

  /// The bits of each element, moved down by the number in `b`: the quotient by a power of 2, rounded down.
  ///
  /// By a negative number, or by all bits and more, 0 is left of what is not negative, and −1 of the rest. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.bitwise_right_shift.html>.
  ///
  /// - Precondition: both hold integers.
  public static func >> (a: Tensor, b: Tensor) -> Tensor {
    bits(.shiftRight, a, b, ofNumbers: true)
  }

  /// The bits of each element, moved down by one number.
  public static func >> (a: Tensor, b: some FixedWidthInteger & TensorScalar) -> Tensor {
    a >> a.scalar(b)
  }
}
