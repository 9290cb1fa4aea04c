internal import KagamiKernels

/// The X for which `T·X = B`, of triangular matrices.
struct SolveTriangular: FactoringOperation {
  let name = "solveTriangular"
  let saves: SavedTensors = [.input0, .output]
  let outputCount = 1
  let isUpper: Bool
  /// Whether the diagonal counts as ones, and is not read.
  let isUnit: Bool

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let matrices = try MatrixBatch(square: inputs[0], name)
    let right = try MatrixBatch(inputs[1], name)
    try matrices.forEach(
      TriangularWork(a: matrices.tensor, b: right.tensor, isUpper: isUpper, isUnit: isUnit))
    guard right.tensor.allFinite else { throw .nonFinite(operation: name) }
    return [right.tensor.to(inputs[0].device)]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (t, x, g) = (context.input(0), context.output, context.gradient)
    let b = g.orNaN { () throws(LinearAlgebraError) in
      try t.transpose().solveTriangular(g, upper: !isUpper, unitriangular: isUnit)
    }
    guard context.needs[0] else { return [nil, b] }
    let whole = -b.matmul(x.transpose())
    let first = isUnit ? 1 : 0
    return [isUpper ? whole.triu(diagonal: first) : whole.tril(diagonal: -first), b]
  }
}

/// Row-major throughout, as BLAS takes it, too.
private struct TriangularWork: MatrixWork {
  let a, b: Tensor
  let isUpper, isUnit: Bool

  func error(_ info: Int) -> LinearAlgebraError { .singular(pivot: info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let (n, count) = (a.shape[a.rank - 1], b.shape[b.rank - 1])
    let matrix = a.matrix(index, of: E.self)
    if !isUnit, let zero = (0..<n).first(where: { matrix[$0 * n + $0] == 0 }) {
      throw .info(zero + 1)
    }
    guard n > 0, count > 0 else { return }
    try LAPACK.solveTriangular(
      n, matrix, isUpper: isUpper, isUnit: isUnit, columns: count, b.matrix(index))
  }
}

extension Tensor {
  /// The X for which `T·X = B`, where only one triangle of T is read.
  ///
  /// ```swift
  /// let l = try a.cholesky()
  /// let whitened = try l.solveTriangular(x)                 // L⁻¹·x
  /// ```
  /// By substitution, from BLAS. Gradients are those of ``solve(_:)``, and of T its triangle's. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve_triangular.html>.
  ///
  /// - Parameters:
  ///   - b: `[…, n, k]`, or `[…, k, n]` where `left` is false; batches broadcast.
  ///   - upper: Whether the upper triangle is read.
  ///   - left: Whether T stands on the left; otherwise the X for which `X·T = B` is found.
  ///   - unitriangular: Whether the diagonal counts as ones, and is not read.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions without zeros on the diagonal, and
  ///   `b` fits it and has its type.
  /// - Precondition: both are on one device.
  public func solveTriangular(
    _ b: Tensor, upper: Bool = false, left: Bool = true, unitriangular: Bool = false
  ) throws(LinearAlgebraError) -> Tensor {
    if !left {
      guard rank >= 2, b.rank >= 2 else {
        throw .wrongShape(operation: "solveTriangular", b.shape, expected: "a matrix for \(shape)")
      }
      return try transpose()
        .solveTriangular(b.transpose(), upper: !upper, unitriangular: unitriangular).transpose()
    }
    try MatrixBatch.check(square: self, "solveTriangular")
    let right = try RightHandSide(b, for: self, "solveTriangular", takesVectors: false)
    return try record(
      SolveTriangular(isUpper: upper, isUnit: unitriangular), right.repeated(self),
      right.repeated(b))[0]
  }
}
