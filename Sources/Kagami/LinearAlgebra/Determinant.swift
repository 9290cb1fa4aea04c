internal import KagamiKernels

/// The determinant of each matrix, by elimination.
struct Determinant: FactoringOperation {
  let name = "det"
  let saves: SavedTensors = [.input0, .output]
  let outputCount = 1

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let (signs, logarithms) = try inputs[0].signsAndLogarithms(name, ofLogarithms: false)
    return [(signs * logarithms).to(inputs[0].device)]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (a, g) = (context.input(0), context.gradient)
    let isRegular = (context.output.detach() .!= 0).all().item(as: Bool.self)
    if isRegular {
      return [
        (g * context.output).perMatrix
          * a.orNaN { () throws(LinearAlgebraError) in try a.inverse() }.transpose()
      ]
    }
    return [g.perMatrix * a.orNaN { () throws(LinearAlgebraError) in try a.cofactors() }]
  }
}

/// The sign of each determinant, and the logarithm of its magnitude.
struct LogDeterminant: FactoringOperation {
  let name = "slogdet"
  let saves: SavedTensors = .input0
  let outputCount = 2

  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor] {
    let (signs, logarithms) = try inputs[0].signsAndLogarithms(name, ofLogarithms: true)
    return [signs.to(inputs[0].device), logarithms.to(inputs[0].device)]
  }

  /// The sign is a constant but for where it jumps.
  func backward(_ context: BackwardContext) -> [Tensor?] {
    let a = context.input(0)
    return [
      context.gradient(of: 1).perMatrix
        * a.orNaN { () throws(LinearAlgebraError) in try a.inverse() }.transpose()
    ]
  }
}

/// Of the pivots of each matrix the product's sign, and the product or sum of their magnitudes or logarithms.
private struct DeterminantWork: MatrixWork {
  let a, signs, values: Tensor
  let ofLogarithms: Bool

  func error(_ info: Int) -> LinearAlgebraError { .singular(pivot: info) }

  func run<E: LAPACKElement>(_: E.Type, _ index: Int) throws(LAPACK.Failure) {
    let n = a.shape[a.rank - 1]
    let matrix = a.matrix(index, of: E.self)
    // That of the transpose is the same.
    let exchanges = try LAPACK.lu(n, n, matrix).enumerated().count { $1 != $0 }
    var (sign, value) = (exchanges % 2 == 1 ? -1.0 : 1.0, ofLogarithms ? 0.0 : 1.0)
    for i in 0..<n {
      let pivot = Double(matrix[i * n + i])
      sign *= pivot < 0 ? -1 : (pivot > 0 ? 1 : 0)
      value =
        ofLogarithms
        ? value + UnaryFunction.log.value(pivot.magnitude, p: 0, q: 0) : value * pivot.magnitude
    }
    signs.operand.typed(E.self)[index] = E(sign)
    values.operand.typed(E.self)[index] = E(value)
  }
}

extension Tensor {
  /// For each matrix of finite fractions in host memory, the determinant's sign and magnitude or its logarithm.
  fileprivate func signsAndLogarithms(
    _ operation: String, ofLogarithms: Bool
  ) throws(LinearAlgebraError) -> (signs: Tensor, values: Tensor) {
    let batch = try MatrixBatch(square: self, operation)
    let work = DeterminantWork(
      a: batch.tensor, signs: batch.zeros(), values: batch.zeros(), ofLogarithms: ofLogarithms)
    try batch.forEach(work)
    return (work.signs, work.values)
  }

  /// The derivatives of a determinant by the elements, of singular matrices, too.
  ///
  /// With `A = U·diag(s)·Vh` they are `det(U·Vh)·U·diag(∏ of the other s)·Vh`.
  fileprivate func cofactors() throws(LinearAlgebraError) -> Tensor {
    let (u, s, vh) = try svd()
    let others = s.productsOfOthers()
    let sign = try u.detach().matmul(vh.detach()).determinant()
    return others.scalingColumns(of: u).matmul(vh) * sign.perMatrix
  }

  /// For each element of the last axis the product of all others.
  private func productsOfOthers() -> Tensor {
    let count = shape[rank - 1]
    if count == 0 { return self }
    return .concatenate(
      (0..<count).map { left in
        let rest = (0..<count).filter { $0 != left }
        return indexSelect(axis: -1, Tensor(rest, shape: [rest.count], device: device))
          .prod(axis: -1, keepDims: true)
      }, axis: -1)
  }

  /// The determinants of matrices, `[…]`.
  ///
  /// ```swift
  /// try Tensor([[1.0, 2], [3, 4]]).determinant()            // −2
  /// ```
  /// By elimination; of no rows it is 1. The gradient is `det·A⁻ᵀ`, and the matrix of cofactors where a matrix is
  /// singular. Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.det.html>.
  ///
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions.
  public func determinant() throws(LinearAlgebraError) -> Tensor {
    try record(Determinant(), self)[0]
  }

  /// The signs of determinants and the logarithms of their magnitudes, `[…]` each, where they would leave the numbers.
  ///
  /// Of a singular matrix 0 and −∞. The gradient of the logarithm is `A⁻ᵀ`, NaN where there is none. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.linalg.slogdet.html>.
  ///
  /// - Throws: ``LinearAlgebraError`` unless this is `[…, n, n]` of finite fractions.
  public func slogdet() throws(LinearAlgebraError) -> (sign: Tensor, logarithm: Tensor) {
    let results = try record(LogDeterminant(), self)
    return (results[0], results[1])
  }
}
