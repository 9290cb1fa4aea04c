// Elements that truth values choose.
extension Tensor {
  /// The elements with a number in the place of those where a mask holds.
  ///
  /// ```swift
  /// scores.maskedFill(isHidden, -.infinity)
  /// ```
  /// The gradient is 0 there. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill_.html>.
  ///
  /// - Parameters:
  ///   - mask: Truth values that broadcast with this tensor.
  ///   - value: The number, which is converted to this tensor's type.
  public func maskedFill(_ mask: Tensor, _ value: some TensorScalar) -> Tensor {
    .where(mask, Tensor.full([], value, dtype: dtype, device: device), self)
  }

  /// The elements where a mask holds, `[n]`, in row-major order.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.masked_select.html>.
  ///
  /// - Parameter mask: Truth values that broadcast with this tensor.
  public func maskedSelect(_ mask: Tensor) -> Tensor {
    let both = Tensor.broadcast([self, mask.to(.bool)])
    return rank == 0 && mask.rank == 0
      ? both[0].reshape([1])[both[1].reshape([1])] : both[0][both[1]]
  }

  /// The elements with numbers in the place of NaN and the infinities.
  ///
  /// The gradient is 0 there. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nan_to_num.html>.
  ///
  /// - Parameters:
  ///   - nan: What stands for NaN.
  ///   - positiveInfinity: What stands for ∞; the largest finite number of the type unless given.
  ///   - negativeInfinity: What stands for −∞; the smallest finite number of the type unless given.
  public func nanToNum(
    nan: Double = 0, positiveInfinity: Double? = nil, negativeInfinity: Double? = nil
  ) -> Tensor {
    guard dtype.isFloatingPoint else { return self }
    let largest = dtype.greatestFiniteMagnitude
    let (top, bottom) = (positiveInfinity ?? largest, negativeInfinity ?? -largest)
    if top == -bottom { return record(NaNToNum(p: nan, q: top), self) }
    return record(NaNToNum(p: nan, q: .infinity), self)
      .maskedFill(withoutHistory .== Double.infinity, top)
      .maskedFill(withoutHistory .== -Double.infinity, bottom)
  }

  /// Whether elements lie within `atol + rtol · |other|` of each other, as truth values.
  ///
  /// Equal infinities do. Source: <https://docs.pytorch.org/docs/stable/generated/torch.isclose.html>.
  ///
  /// - Parameters:
  ///   - other: A tensor that broadcasts with this one.
  ///   - rtol: The relative tolerance.
  ///   - atol: The absolute tolerance.
  ///   - equalNaN: Whether two NaN are close.
  public func isClose(
    _ other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false
  ) -> Tensor {
    let (a, b) = Tensor.matched("isClose", withoutHistory, other.withoutHistory)
    let isEqual = a .== b
    if !a.dtype.isFloatingPoint && rtol == 0 && atol == 0 { return isEqual }
    let (x, y) = (a.real, b.real)
    let isNear = (x - y).abs() .<= y.abs() * rtol + atol
    let result = isEqual .|| (isNear .&& y.isFinite() .&& x.isFinite())
    return equalNaN ? result .|| (x.isNaN() .&& y.isNaN()) : result
  }
}
