internal import KagamiKernels

extension Tensor {
  /// The quotient of each pair of elements, rounded down, as Python's `//`.
  ///
  /// ```swift
  /// Tensor([7, -7]).floorDivide(2)                          // 3, −4
  /// ```
  /// Integers stay integers. A fraction divided by 0 is infinite or NaN. The quotient is a constant but for where it
  /// jumps, so nothing is recorded for gradients. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.floor_divide.html>.
  ///
  /// - Parameter divisor: A tensor that broadcasts with this one.
  /// - Precondition: not both hold truth values, and no integer is divided by 0.
  public func floorDivide(_ divisor: Tensor) -> Tensor {
    let (a, b) = Tensor.matched("floorDivide", withoutHistory, divisor.withoutHistory)
    return .computing(
      .floorDivide, a.numbers("floorDivide"), b.checkedDivisor("floorDivide"))
  }

  /// The quotient by one number, rounded down.
  public func floorDivide(_ divisor: some TensorScalar) -> Tensor { floorDivide(scalar(divisor)) }

  /// This tensor, for a division by it: integers are misuse where one of them is 0.
  func checkedDivisor(_ operation: String) -> Tensor {
    if dtype.isFloatingPoint || count == 0 || !(self .== 0).amax().item(as: Bool.self) {
      return self
    }
    return misuse(
      operation, "integers of \(dtype) are divided by \(shape), which holds 0",
      hint: "convert with to(.float32): a fraction divided by 0 is infinite or NaN",
      standIn: .ones(like: self))
  }
}
