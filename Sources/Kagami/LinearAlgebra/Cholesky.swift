internal import KagamiKernels

/// The lower triangular root of a symmetric positive definite matrix, of which one triangle is read.
struct Cholesky: FactoringOperation {
  let name = "cholesky"
  let saves: SavedTensors = .output
  let outputCount = 1
  let isUpper: Bool

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let batch = try MatrixBatch(square: inputs[0], name)
    try batch.forEach(CholeskyWork(a: batch.tensor, isUpper: isUpper))
    return [batch.tensor.to(inputs[0].device)]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = isUpper ? context.gradient.transpose() : context.gradient
    let l = isUpper ? context.output.transpose() : context.output
    // L⁻ᵀ·Φ(Lᵀ·g)·L⁻¹, where Φ halves the diagonal of the lower triangle, and its symmetric part.
    let lower = l.transpose().matmul(g).tril()
    let phi = lower - lower.diagonal().diagEmbed() * 0.5
    return [
      g.orNaN { () throws(LinearAlgebraError) in
        let left = try l.transpose().solveTriangular(phi, upper: true)
        let whole = try l.transpose().solveTriangular(left.transpose(), upper: true)
        return (whole + whole.transpose()) * 0.5
      }
    ]
  }
}

extension Tensor {
  /// The triangular root of a symmetric positive definite matrix: `A = L·Lᵀ`.
  ///
  /// ```swift
  /// try Tensor([[4, 2], [2, 5]] as [[Float]]).cholesky()    // [[2, 0], [1, 2]]
  /// ```
  /// Only one triangle is read; the gradient is symmetric. It is computed by LAPACK on every device. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.cholesky.html>.
  ///
  /// - Parameter upper: Whether the upper triangle is read, and `U = Lᵀ` returned.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions; where it is not
  ///   positive definite, with the order of the first minor that is not positive.
  public func cholesky(upper: Bool = false) throws(LinearAlgebraError) -> Tensor {
    try record(Cholesky(isUpper: upper), self)[0]
  }
}

private struct CholeskyWork: MatrixWork {
  let a: Tensor
  let isUpper: Bool

  func error(_ info: Int) -> LinearAlgebraError { .notPositiveDefinite(minor: info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let n = a.shape[a.rank - 1]
    guard n > 0 else { return }
    let matrix = a.matrix(index, of: E.self)
    // In column-major words the triangles change places.
    try LAPACK.cholesky(isUpper ? .lower : .upper, n, matrix)
    for i in 0..<n {
      let other = isUpper ? 0..<i : i + 1..<n
      E.fill(count: other.count, 0, into: matrix + i * n + other.lowerBound)
    }
  }
}
