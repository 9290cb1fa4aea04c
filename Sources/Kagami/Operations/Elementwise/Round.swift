internal import KagamiKernels

/// The nearest whole number, elementwise; ties go to even.
struct Round: ElementwiseOperation {
  let function = UnaryFunction.round
  func derivative(_ g: Tensor, _: Tensor) -> Tensor { Tensor.zeros(like: g) }
}

extension Tensor {
  /// The whole number nearest to each element; halves go to the even one.
  ///
  /// ```swift
  /// Tensor([0.5, 1.5, -2.5, 2.6]).round()                   // 0, 2, −2, 3
  /// Tensor([1.2345, 98.765]).round(decimals: 1)             // 1.2, 98.8
  /// ```
  /// Integers stay as they are; the gradient is 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.round.html>.
  ///
  /// - Parameter decimals: Digits that are kept behind the point, or with a minus, zeros before it.
  /// - Precondition: the elements are not truth values, and where digits are named, no integers either.
  public func round(decimals: Int = 0) -> Tensor {
    let x = numbers("round")
    if decimals == 0 { return record(Round(), x) }
    if !x.dtype.isFloatingPoint {
      misuse(
        "round", "integers of \(dtype) have no decimals to keep",
        hint: "convert with to(.float32) first")
    }
    // Powers of ten are whole, and exact up to 10²².
    let scale = Tensor.power(of: 10, decimals.magnitude)
    return decimals > 0
      ? record(Round(), x * scale) / scale : record(Round(), x / scale) * scale
  }

  private static func power(of base: Double, _ exponent: UInt) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * base }
  }
}
