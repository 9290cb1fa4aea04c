// What kind of number each element is. Answers are truth values and are never recorded.
extension Tensor {
  /// Whether each element is NaN.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.isnan.html>.
  public func isNaN() -> Tensor { self .!= self }

  /// Whether each element is infinite.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.isinf.html>.
  public func isInfinite() -> Tensor {
    dtype.isFloatingPoint
      ? withoutHistory.abs() .== Double.infinity : .full(shape, false, device: device)
  }

  /// Whether each element is neither infinite nor NaN.
  ///
  /// ``allFinite`` says so of all of them. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.isfinite.html>.
  public func isFinite() -> Tensor {
    dtype.isFloatingPoint
      ? withoutHistory.abs() .< Double.infinity : .full(shape, true, device: device)
  }

  /// Whether each element's sign is negative, be it a zero or NaN.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.signbit.html>.
  public func signBit() -> Tensor {
    guard dtype.isFloatingPoint else { return self .< 0 }
    let x = withoutHistory
    return Tensor.ones([], dtype: dtype, device: device).copySign(x) .< 0
  }

  /// Whether exactly one element of each pair is not 0.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.logical_xor.html>.
  ///
  /// - Parameter other: A tensor that broadcasts with this one.
  public func logicalXor(_ other: Tensor) -> Tensor { to(.bool) ^ other.to(.bool) }
}
