internal import KagamiKernels

extension Tensor {
  /// Eigenvalues and eigenvectors of a symmetric matrix: `A = V·diag(w)·Vᵀ`.
  ///
  /// ```swift
  /// let (values, vectors) = try Tensor([[2, 1], [1, 2]] as [[Float]]).eigh()    // [1, 3]
  /// ```
  /// Values rise; the columns of the second tensor are orthonormal vectors in the same order, whose
  /// signs are LAPACK's. Only one triangle is read. The results are constants: no gradient leads
  /// through them. They are computed by LAPACK on every device. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigh.html>.
  ///
  /// - Parameter upper: Whether the upper triangle is read instead of the lower.
  /// - Returns: Values `[…, n]` and vectors `[…, n, n]`.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions.
  public func eigh(
    upper: Bool = false
  ) throws(LinearAlgebraError) -> (values: Tensor, vectors: Tensor) {
    let batch = try MatrixBatch(square: self, "eigh")
    let work = EighWork(
      source: batch.source, a: batch.tensor, values: batch.zeros(batch.rows),
      triangle: upper ? .lower : .upper)
    try batch.forEach(work)
    // Vectors lie one after the other, which makes them rows here.
    return (work.values.to(device), work.a.transpose().to(device))
  }
}

/// In column-major words the triangles change places.
private struct EighWork: MatrixWork {
  let source, a, values: Tensor
  let triangle: LAPACK.Triangle

  func error(_ info: Int) -> LinearAlgebraError { .noConvergence(operation: "eigh", info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let n = a.shape[a.rank - 1]
    guard n > 0 else { return }
    let matrix = a.matrix(index, of: E.self)
    try LAPACK.eigh(triangle, n, matrix, values.vector(index)) {
      let again = source.contiguousCopy()
      withExtendedLifetime(again) {
        matrix.update(from: again.matrix(index, of: E.self), count: n * n)
      }
    }
  }
}
