internal import KagamiKernels

/// The X for which `A·X = B`, of one batch of matrices each.
struct Solve: FactoringOperation {
  let name = "solve"
  let saves: SavedTensors = [.input0, .output]
  let outputCount = 1

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let matrices = try MatrixBatch(square: inputs[0], name)
    // LAPACK's columns are rows here.
    let columns = try MatrixBatch(inputs[1].transpose(), name)
    try matrices.forEach(SolveWork(a: matrices.tensor, b: columns.tensor))
    guard columns.tensor.allFinite else { throw .nonFinite(operation: name) }
    return [columns.tensor.transpose().to(inputs[0].device)]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (a, x, g) = (context.input(0), context.output, context.gradient)
    let b = g.orNaN { () throws(LinearAlgebraError) in try a.transpose().solve(g) }
    return [context.needs[0] ? -b.matmul(x.transpose()) : nil, context.needs[1] ? b : nil]
  }
}

extension Tensor {
  /// The X for which `A·X = B`.
  ///
  /// ```swift
  /// try Tensor([[2, 0], [0, 4]] as [[Float]]).solve(Tensor([2.0, 2]))   // [1, 0.5]
  /// ```
  /// By elimination with row exchanges. A matrix that is singular but for rounding gives numbers that
  /// mean little, as anywhere. The gradient of B is `A⁻ᵀ·g`, that of A minus its product with `Xᵀ`. It is computed
  /// by LAPACK on every device. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve.html>.
  ///
  /// - Parameter b: `[…, n, k]`, or vectors `[…, n]` where that is this tensor's shape without its last
  ///   axis, or `[n]`. Batches broadcast.
  /// - Returns: `[…, n, k]` or `[…, n]`.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions and invertible, and
  ///   `b` fits it and has its type.
  /// - Precondition: both are on one device.
  public func solve(_ b: Tensor) throws(LinearAlgebraError) -> Tensor {
    try MatrixBatch.check(square: self, "solve")
    let right = try RightHandSide(b, for: self, "solve")
    return try right.formed(
      record(Solve(), right.repeated(self), right.repeated(right.columns))[0])
  }

  /// The matrix whose product with this one is the identity.
  ///
  /// ```swift
  /// try Tensor([[2, 0], [0, 4]] as [[Float]]).inverse()      // [[0.5, 0], [0, 0.25]]
  /// ```
  /// To multiply by it, ``solve(_:)`` is faster and more exact. The gradient is `−Yᵀ·g·Yᵀ`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.inv.html>.
  ///
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions and invertible.
  public func inverse() throws(LinearAlgebraError) -> Tensor {
    try MatrixBatch.check(square: self, "inverse")
    // Of the whole batch's shape: a lone matrix may be taken for a batch of vectors.
    let identity = Tensor.eye(shape[rank - 1], dtype: dtype, device: device)
    return try solve(identity.expand(shape))
  }
}

/// The rows of A in memory are columns of Aᵀ, of which LAPACK solves the transposed system.
private struct SolveWork: MatrixWork {
  let a, b: Tensor

  func error(_ info: Int) -> LinearAlgebraError { .singular(pivot: info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let (n, count) = (a.shape[a.rank - 1], b.shape[b.rank - 2])
    guard n > 0 else { return }
    try LAPACK.solveTransposed(n, a.matrix(index, of: E.self), count, b.matrix(index))
  }
}
