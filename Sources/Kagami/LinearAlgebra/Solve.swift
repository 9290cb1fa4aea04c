internal import KagamiKernels

extension Tensor {
  /// The X for which `A·X = B`.
  ///
  /// ```swift
  /// try Tensor([[2, 0], [0, 4]] as [[Float]]).solve(Tensor([2.0, 2]))   // [1, 0.5]
  /// ```
  /// By elimination with row exchanges. A matrix that is singular but for rounding gives numbers that
  /// mean little, as anywhere. The result is a constant: no gradient leads through it. It is computed
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
    let batch = try MatrixBatch(square: self, "solve")
    let isVector = b.rank == 1 || b.rank == rank - 1 && b.shape == Shape(shape.dropLast())
    let right = isVector ? b.detach().unsqueeze(axis: -1) : b.detach()
    if b.device != device {
      misuse(
        "solve", "the matrices are on \(device), the right-hand sides on \(b.device)",
        hint: "move one with to(_:)")
    }
    if b.dtype != dtype { throw .wrongType(operation: "solve", b.dtype) }
    guard right.rank >= 2, right.shape[right.rank - 2] == batch.rows,
      let common = Broadcast.shape(batch.shape, Shape(right.shape.dropLast(2)))
    else {
      throw .wrongShape(
        operation: "solve", b.shape, expected: "a right-hand side for \(shape)")
    }
    let (n, count) = (batch.rows, right.shape[right.rank - 1])
    let matrices = try MatrixBatch(
      square: batch.tensor.expand(Shape(Array(common) + [n, n])), "solve")
    // LAPACK's columns are rows here.
    let columns = try MatrixBatch(
      right.expand(Shape(Array(common) + [n, count])).transpose(), "solve")
    try matrices.forEach(SolveWork(a: matrices.tensor, b: columns.tensor))
    guard columns.tensor.allFinite else { throw .nonFinite(operation: "solve") }
    let solution = columns.tensor.transpose().to(device)
    return isVector ? solution.squeeze(axis: -1) : solution
  }

  /// The matrix whose product with this one is the identity.
  ///
  /// ```swift
  /// try Tensor([[2, 0], [0, 4]] as [[Float]]).inverse()      // [[0.5, 0], [0, 0.25]]
  /// ```
  /// To multiply by it, ``solve(_:)`` is faster and more exact. The result is a constant. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.inv.html>.
  ///
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions and invertible.
  public func inverse() throws(LinearAlgebraError) -> Tensor {
    let batch = try MatrixBatch(square: self, "inverse")
    // Of the whole batch's shape: a lone matrix may be taken for a batch of vectors.
    let identity = Tensor.eye(batch.rows, dtype: dtype, device: device)
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
