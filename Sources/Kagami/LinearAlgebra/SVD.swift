internal import KagamiKernels

/// Singular values and vectors.
struct SingularValues: FactoringOperation {
  let name = "svd"
  let saves: SavedTensors = [.output(0), .output(1), .output(2)]
  let outputCount = 3
  let vectors: LAPACK.Vectors

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let batch = try MatrixBatch(inputs[0], name)
    let (m, n, order, device) = (batch.rows, batch.columns, batch.order, inputs[0].device)
    let isFull = vectors == .all
    let work = SVDWork(
      source: batch.source, a: batch.tensor, u: batch.zeros(m, isFull ? m : order),
      s: batch.zeros(order), vh: batch.zeros(isFull ? n : order, n), vectors: vectors)
    try batch.forEach(work)
    return [work.u.to(device), work.s.to(device), work.vh.to(device)]
  }

  /// Of the vectors that belong to no singular value no gradient is known: as torch's, it is not counted.
  func backward(_ context: BackwardContext) -> [Tensor?] {
    let s = context.output(1)
    let order = s.shape[s.rank - 1]
    func columns(_ x: Tensor) -> Tensor { x.narrow(axis: -1, start: 0, length: order) }
    func rows(_ x: Tensor) -> Tensor { x.narrow(axis: -2, start: 0, length: order) }
    let (u, vh) = (columns(context.output(0)), rows(context.output(2)))
    let (gu, gvh) = (columns(context.gradient(of: 0)), rows(context.gradient(of: 2)))
    var inner = context.gradient(of: 1).diagEmbed()
    let hasVectors = context.hasGradient(of: 0) || context.hasGradient(of: 2)
    guard hasVectors else { return [u.matmul(inner).matmul(vh)] }
    // Vectors turn towards each other by the inverse of the distance of their squared values.
    let squares = s * s
    let safe =
      squares.unsqueeze(axis: -2) - squares.unsqueeze(axis: -1)
      + Tensor.eye(order, dtype: s.dtype, device: s.device)
    func skew(_ x: Tensor) -> Tensor { x - x.transpose() }
    inner =
      inner + s.scalingColumns(of: skew(u.transpose().matmul(gu)) / safe)
      + s.scalingRows(of: skew(vh.matmul(gvh.transpose())) / safe)
    var gradient = u.matmul(inner).matmul(vh)
    // What leaves the space of the vectors.
    if u.shape[u.rank - 2] > order {
      let scaled = gu / s.unsqueeze(axis: -2)
      gradient = gradient + (scaled - u.matmul(u.transpose().matmul(scaled))).matmul(vh)
    }
    if vh.shape[vh.rank - 1] > order {
      let scaled = gvh / s.unsqueeze(axis: -1)
      gradient = gradient + u.matmul(scaled - scaled.matmul(vh.transpose()).matmul(vh))
    }
    return [gradient]
  }
}

extension Tensor {
  /// Singular values and vectors: `A = U·diag(S)·Vh`.
  ///
  /// ```swift
  /// let (u, s, vh) = try Tensor.randn([5, 3]).svd(fullMatrices: false)   // [5, 3], [3], [3, 3]
  /// ```
  /// Singular values are not negative and fall. The columns of U and the rows of Vh are orthonormal;
  /// their signs are LAPACK's. They are computed by LAPACK on every device.
  ///
  /// The gradient of the vectors is infinite or NaN where singular values are equal or 0, and large where they nearly are;
  /// it means something only where what is computed from them does not depend on their signs, nor on those that
  /// `fullMatrices` adds. That of the values alone is always finite. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.svd.html>.
  ///
  /// - Parameter fullMatrices: Whether U is `[…, m, m]` and Vh `[…, n, n]`; otherwise only the first
  ///   `min(m, n)` vectors are formed.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions.
  public func svd(
    fullMatrices: Bool = true
  ) throws(LinearAlgebraError) -> (u: Tensor, s: Tensor, vh: Tensor) {
    let results = try record(SingularValues(vectors: fullMatrices ? .all : .thin), self)
    return (results[0], results[1], results[2])
  }

  /// The singular values alone, `[…, min(m, n)]`, falling.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.svdvals.html>.
  ///
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, m, n]` of finite fractions.
  public func svdvals() throws(LinearAlgebraError) -> Tensor {
    // Their gradient takes the vectors.
    if requiresGrad, isGradEnabled { return try svd(fullMatrices: false).s }
    let batch = try MatrixBatch(self, "svdvals")
    let work = SVDWork(
      source: batch.source, a: batch.tensor, u: batch.zeros(0, 0), s: batch.zeros(batch.order),
      vh: batch.zeros(0, 0), vectors: .none)
    try batch.forEach(work)
    return work.s.to(device)
  }
}

/// The rows of A in memory are columns of Aᵀ = V·S·Uᵀ: LAPACK's U is V, and its Vᵀ is Uᵀ, each of
/// which lies in memory as our row-major Vh and U.
private struct SVDWork: MatrixWork {
  let source, a, u, s, vh: Tensor
  let vectors: LAPACK.Vectors

  func error(_ info: Int) -> LinearAlgebraError { .noConvergence(operation: "svd", info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let (m, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (u, vh) = (u.matrix(index, of: E.self), vh.matrix(index, of: E.self))
    if min(m, n) == 0 {
      if vectors == .all {
        for i in 0..<m { u[i * m + i] = 1 }
        for i in 0..<n { vh[i * n + i] = 1 }
      }
      return
    }
    let matrix = a.matrix(index, of: E.self)
    try LAPACK.svd(vectors, n, m, matrix, s.vector(index), vh, u) {
      let again = source.contiguousCopy()
      withExtendedLifetime(again) {
        matrix.update(from: again.matrix(index, of: E.self), count: m * n)
      }
    }
  }
}
