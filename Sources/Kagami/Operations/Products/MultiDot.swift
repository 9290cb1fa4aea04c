extension Tensor {
  /// The product of several matrices, in the order that takes the fewest multiplications.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.linalg.multi_dot.html>.
  ///
  /// - Parameter factors: Two matrices or more; the first may be a row of one axis, the last a column.
  public static func multiDot(_ factors: [Tensor]) -> Tensor {
    guard let first = factors.first, let last = factors.last, factors.count > 1 else {
      misuse("multiDot", "\(factors.count) matrices have no product")
    }
    if let odd = factors.enumerated().first(where: { index, x in
      x.rank != 2 && !(x.rank == 1 && (index == 0 || index == factors.count - 1))
    }) {
      return first.standIn(
        after: MisuseError("multiDot", "factor \(odd.offset) of \(odd.element.shape) is no matrix"))
    }
    var matrices = factors
    if first.rank == 1 { matrices[0] = first.unsqueeze(axis: 0) }
    if last.rank == 1 { matrices[matrices.count - 1] = last.unsqueeze(axis: 1) }
    let product = MatrixChain(matrices).product
    let columns = last.rank == 1 ? product.squeeze(axis: -1) : product
    return first.rank == 1 ? columns.squeeze(axis: 0) : columns
  }
}

/// A product of matrices with its best order.
private struct MatrixChain {
  let matrices: [Tensor]
  /// `splits[i][j]` is where the product of `i...j` is divided.
  private var splits: [[Int]]

  init(_ matrices: [Tensor]) {
    self.matrices = matrices
    let count = matrices.count
    let extents = [matrices[0].shape[0]] + matrices.map { $0.shape[1] }
    splits = Array(repeating: Array(repeating: 0, count: count), count: count)
    var costs = Array(repeating: Array(repeating: 0.0, count: count), count: count)
    for length in 1..<count {
      for i in 0..<(count - length) {
        let j = i + length
        costs[i][j] = .infinity
        for k in i..<j {
          let own = Double(extents[i]) * Double(extents[k + 1]) * Double(extents[j + 1])
          let cost = costs[i][k] + costs[k + 1][j] + own
          if cost < costs[i][j] { (costs[i][j], splits[i][j]) = (cost, k) }
        }
      }
    }
  }

  var product: Tensor { product(0, matrices.count - 1) }

  private func product(_ i: Int, _ j: Int) -> Tensor {
    i == j ? matrices[i] : product(i, splits[i][j]).matmul(product(splits[i][j] + 1, j))
  }
}
