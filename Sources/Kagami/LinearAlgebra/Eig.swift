internal import KagamiKernels

/// Eigenvalues and right eigenvectors of any square matrix, if all are real.
struct Eig: FactoringOperation {
  let name = "eig"
  let saves: SavedTensors = [.output(0), .output(1)]
  let outputCount = 2

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let batch = try MatrixBatch(square: inputs[0], name)
    let (n, device) = (batch.rows, inputs[0].device)
    let work = EigWork(
      a: batch.tensor.transpose().contiguousCopy(), real: batch.zeros(n),
      imaginary: batch.zeros(n), vectors: batch.zeros(n, n))
    try batch.forEach(work)
    let odd = (work.imaginary .!= 0).sum().item(as: Int.self)
    if odd > 0 { throw .notReal(operation: name, odd) }
    // Columns of LAPACK are rows here.
    return [work.real.to(device), work.vectors.transpose().to(device)]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (w, v) = (context.output(0), context.output(1))
    let turned = v.transpose()
    var inner = context.gradient(of: 0).diagEmbed()
    if context.hasGradient(of: 1) {
      // Vectors have length 1: what lengthens them is taken away.
      let products = turned.matmul(context.gradient(of: 1))
      let lengths = products.diagonal().scalingColumns(of: turned.matmul(v))
      let distances = w.unsqueeze(axis: -2) - w.unsqueeze(axis: -1)
      let safe = distances + Tensor.eye(w.shape[w.rank - 1], dtype: w.dtype, device: w.device)
      let turns = (products - lengths) / safe
      inner = inner + turns - turns.diagonal().diagEmbed()
    }
    return [
      v.orNaN { () throws(LinearAlgebraError) in
        try turned.solve(inner.matmul(turned))
      }
    ]
  }
}

private struct EigWork: MatrixWork {
  let a, real, imaginary, vectors: Tensor

  func error(_ info: Int) -> LinearAlgebraError { .noConvergence(operation: "eig", info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let n = a.shape[a.rank - 1]
    guard n > 0 else { return }
    try LAPACK.eig(
      n, a.matrix(index, of: E.self), real.vector(index), imaginary.vector(index),
      vectors.matrix(index))
  }
}

extension Tensor {
  /// Eigenvalues and eigenvectors of any square matrix that has real ones alone: `A·V = V·diag(w)`.
  ///
  /// ```swift
  /// let (values, vectors) = try Tensor([[2.0, 1], [0, 3]]).eig()    // 2 and 3
  /// ```
  /// Values come in LAPACK's order; the columns of the second tensor have length 1. Of symmetric matrices use
  /// ``eigh(upper:)``, which is faster and always real. The gradient is infinite or NaN where eigenvalues are equal.
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.eig.html>, whose results are complex.
  ///
  /// - Returns: Values `[…, n]` and vectors `[…, n, n]`.
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions; where eigenvalues are not real, with
  ///   their number.
  public func eig() throws(LinearAlgebraError) -> (values: Tensor, vectors: Tensor) {
    let results = try record(Eig(), self)
    return (results[0], results[1])
  }

  /// The eigenvalues alone of any square matrix that has real ones alone, in LAPACK's order.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigvals.html>.
  public func eigvals() throws(LinearAlgebraError) -> Tensor { try eig().values }
}
