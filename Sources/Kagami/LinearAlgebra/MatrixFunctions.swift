extension Tensor {
  /// The product of a square matrix with itself, `exponent` times.
  ///
  /// By squares; the power 0 is the identity, and negative ones are powers of the inverse. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_power.html>.
  ///
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions, and for negative powers invertible.
  public func matrixPower(_ exponent: Int) throws(LinearAlgebraError) -> Tensor {
    try MatrixBatch.check(square: self, "matrixPower")
    let n = shape[rank - 1]
    var base = exponent < 0 ? try inverse() : self
    var rest = exponent.magnitude
    var product: Tensor?
    while rest > 0 {
      if rest & 1 == 1 { product = product.map { $0.matmul(base) } ?? base }
      rest >>= 1
      if rest > 0 { base = base.matmul(base) }
    }
    return product ?? Tensor.eye(n, dtype: dtype, device: device).expand(shape)
  }

  /// The exponential of square matrices, `∑ Aᵏ/k!`.
  ///
  /// ```swift
  /// let turn = try Tensor([[0.0, -1], [1, 0]]).matrixExp()  // by one radian
  /// ```
  /// Halved until it is small, by the series to the sixteenth power, and squared as often. Gradients are those of the
  /// products. Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_exp.html>.
  ///
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions.
  public func matrixExp() throws(LinearAlgebraError) -> Tensor {
    try MatrixBatch.check(square: self, "matrixExp")
    if count == 0 { return self }
    let largest = withoutHistory.abs().sum(axis: -2).amax().item()
    // Below 1/2 the first term that is left out is 0.5¹⁷/17!, about 2·10⁻²⁰.
    var (squarings, scale) = (0, 1.0)
    while largest * scale > 0.5 { (squarings, scale) = (squarings + 1, scale / 2) }
    var power = (self * scale).smallMatrixExp()
    for _ in 0..<squarings { power = power.matmul(power) }
    return power
  }

  /// The series to the sixteenth power, in powers of the fourth one.
  private func smallMatrixExp() -> Tensor {
    let identity = Tensor.eye(shape[rank - 1], dtype: dtype, device: device)
    let second = matmul(self)
    let third = second.matmul(self)
    let fourth = second.matmul(second)
    var factorials = [1.0]
    for k in 1...16 { factorials.append(factorials[k - 1] * Double(k)) }
    /// Four terms, from that of the power `first` on.
    func part(_ first: Int) -> Tensor {
      identity * (1 / factorials[first]) + self * (1 / factorials[first + 1])
        + second * (1 / factorials[first + 2]) + third * (1 / factorials[first + 3])
    }
    var sum = part(12) + fourth * (1 / factorials[16])
    for first in [8, 4, 0] { sum = fourth.matmul(sum) + part(first) }
    return sum
  }
}
