/// A measure of how large a matrix is.
public enum MatrixNormOrder: Sendable, CaseIterable {
  /// The root of the sum of squares.
  case frobenius
  /// The sum of singular values.
  case nuclear
  /// The largest singular value.
  case two
  /// The smallest singular value.
  case minusTwo
  /// The largest sum of magnitudes of a column.
  case one
  /// The smallest sum of magnitudes of a column.
  case minusOne
  /// The largest sum of magnitudes of a row.
  case infinity
  /// The smallest sum of magnitudes of a row.
  case minusInfinity
}

extension Tensor {
  /// The norms of matrices, `[…]`.
  ///
  /// ```swift
  /// try Tensor([[3, 0], [0, -4]] as [[Float]]).matrixNorm()         // 5
  /// try Tensor([[3, 0], [0, -4]] as [[Float]]).matrixNorm(.nuclear)  // 7
  /// ```
  /// A matrix without elements has norm 0, where a sum is asked for. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_norm.html>.
  ///
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions, and has elements
  ///   where the largest or smallest of something is asked for.
  public func matrixNorm(
    _ order: MatrixNormOrder = .frobenius
  ) throws(LinearAlgebraError) -> Tensor {
    if order == .frobenius, let norms = plainNorms() { return norms }
    try MatrixBatch.check(self, "matrixNorm")
    let x = self
    let sumsOnly = order == .frobenius || order == .nuclear
    if !sumsOnly, x.shape.suffix(2).contains(0) {
      throw .wrongShape(operation: "matrixNorm", shape, expected: "a matrix with elements")
    }
    switch order {
    case .frobenius:
      if x.count == 0 { return (x * x).sum(axes: [-2, -1]) }
      // Scaled by the largest, so that squares do not overflow.
      let largest = x.abs().amax(axes: [-2, -1], keepDims: true)
      let scale = Tensor.where(largest .== 0, Tensor.ones(like: largest), largest)
      let ratio = x / scale
      return (ratio * ratio).sum(axes: [-2, -1]).sqrt() * scale.squeeze(axis: -1).squeeze(axis: -1)
    case .nuclear: return try x.svdvals().sum(axis: -1)
    case .two: return try x.svdvals().amax(axes: [-1])
    case .minusTwo: return try x.svdvals().amin(axes: [-1])
    case .one: return x.abs().sum(axis: -2).amax(axes: [-1])
    case .minusOne: return x.abs().sum(axis: -2).amin(axes: [-1])
    case .infinity: return x.abs().sum(axis: -1).amax(axes: [-1])
    case .minusInfinity: return x.abs().sum(axis: -1).amin(axes: [-1])
    }
  }

  /// The roots of sums of squares, or nil if one of them overflows or loses digits: it is infinite, NaN or so
  /// small that squares may have been below the smallest normal number.
  private func plainNorms() -> Tensor? {
    guard rank >= 2, dtype == .float32 || dtype == .float64 else { return nil }
    let norms = vectorNorm(axes: [-2, -1])
    let least = dtype == .float32 ? 1e-15 : 1e-145
    let areSafe = norms.array(of: Double.self).allSatisfy { $0.isFinite && $0 >= least }
    return areSafe ? norms : nil
  }
}
