internal import KagamiKernels

/// Eigenvalues and eigenvectors of a symmetric matrix, of which one triangle is read.
struct Eigh: FactoringOperation {
  let name = "eigh"
  let saves: SavedTensors = [.output(0), .output(1)]
  let outputCount = 2
  let isUpper: Bool

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let batch = try MatrixBatch(square: inputs[0], name)
    let work = EighWork(
      source: batch.source, a: batch.tensor, values: batch.zeros(batch.rows),
      triangle: isUpper ? .lower : .upper)
    try batch.forEach(work)
    // Vectors lie one after the other, which makes them rows here.
    let device = inputs[0].device
    return [work.values.to(device), work.a.transpose().to(device)]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (w, v) = (context.output(0), context.output(1))
    var inner = context.gradient(of: 0).diagEmbed()
    if context.hasGradient(of: 1) {
      // The vectors turn towards each other by the inverse of the distance of their values.
      let distances = w.unsqueeze(axis: -2) - w.unsqueeze(axis: -1)
      let products = v.transpose().matmul(context.gradient(of: 1))
      let safe = distances + Tensor.eye(w.shape[w.rank - 1], dtype: w.dtype, device: w.device)
      inner = inner + (products - products.diagonal().diagEmbed()) / safe
    }
    return [v.matmul(inner).matmul(v.transpose())]
  }
}

extension Tensor {
  /// Eigenvalues and eigenvectors of a symmetric matrix: `A = V·diag(w)·Vᵀ`.
  ///
  /// ```swift
  /// let (values, vectors) = try Tensor([[2, 1], [1, 2]] as [[Float]]).eigh()    // [1, 3]
  /// ```
  /// Values rise; the columns of the second tensor are orthonormal vectors in the same order, whose
  /// signs are LAPACK's. Only one triangle is read. They are computed by LAPACK on every device.
  ///
  /// The gradient of the vectors is infinite or NaN where eigenvalues are equal, and large where they nearly are; it means
  /// something only where what is computed from them does not depend on their signs. That of the values alone is
  /// always finite. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigh.html>.
  ///
  /// - Parameter upper: Whether the upper triangle is read instead of the lower.
  /// - Returns: Values `[…, n]` and vectors `[…, n, n]`.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions.
  public func eigh(
    upper: Bool = false
  ) throws(LinearAlgebraError) -> (values: Tensor, vectors: Tensor) {
    let results = try record(Eigh(isUpper: upper), self)
    return (results[0], results[1])
  }

  /// The eigenvalues alone of a symmetric matrix, `[…, n]`, rising.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigvalsh.html>.
  ///
  /// - Parameter upper: Whether the upper triangle is read instead of the lower.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions.
  public func eigvalsh(upper: Bool = false) throws(LinearAlgebraError) -> Tensor {
    try eigh(upper: upper).values
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
