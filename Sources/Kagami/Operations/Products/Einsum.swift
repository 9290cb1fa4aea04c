extension Tensor {
  /// Sums of products over axes that letters name.
  ///
  /// ```swift
  /// Tensor.einsum("ij,jk->ik", a, b)                        // the matrix product
  /// Tensor.einsum("bhqd,bhkd->bhqk", queries, keys)         // attention's scores
  /// Tensor.einsum("ii->", a)                                // the trace
  /// Tensor.einsum("...i,i->...", x, w)                      // with any outer axes
  /// ```
  /// Labels that the result lacks are summed over; without `->` it has those that occur once, in the order of the
  /// alphabet. Operands are contracted two at a time, the pair with the smallest result first, each as one batched
  /// matrix product. Gradients are those of the products. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.einsum.html>.
  ///
  /// - Parameters:
  ///   - equation: The labels of each operand, with commas between, and of the result behind an arrow.
  ///   - operands: As many tensors; extents of one label are equal or 1.
  public static func einsum(_ equation: String, _ operands: Tensor...) -> Tensor {
    einsum(equation, operands)
  }

  /// Sums of products over axes that letters name, of a list of tensors.
  public static func einsum(_ equation: String, _ operands: [Tensor]) -> Tensor {
    guard let first = operands.first else { misuse("einsum", "there is no tensor") }
    return first.checked { () throws(MisuseError) in
      let plan = try EinsumEquation(equation, operands.map(\.shape))
      let dtype = operands.reduce(first.dtype) { DType.promoted($0, $1.dtype) }
      if let odd = operands.first(where: { $0.device != first.device }) {
        throw MisuseError(
          "einsum", "tensors are on \(first.device) and on \(odd.device)",
          hint: "move one with to(_:)")
      }
      var factors = zip(operands, plan.operands).map {
        EinsumFactor($0.to(dtype), $1).withDiagonals
      }
      while factors.count > 1 {
        let (i, j) = EinsumFactor.cheapestPair(factors, plan)
        let (b, a) = (factors.remove(at: j), factors.remove(at: i))
        let kept = Set(plan.result + factors.flatMap(\.labels))
        factors.append(a.contracted(with: b, keeping: kept))
      }
      return factors[0].arranged(as: plan)
    }
  }
}

/// A tensor with a label for each of its axes.
private struct EinsumFactor {
  typealias Label = EinsumEquation.Label

  var tensor: Tensor
  var labels: [Label]

  init(_ tensor: Tensor, _ labels: [Label]) { (self.tensor, self.labels) = (tensor, labels) }

  /// With the diagonal in the place of axes that have one label.
  var withDiagonals: EinsumFactor {
    var factor = self
    while let (i, j) = factor.repeatedAxes {
      let label = factor.labels[i]
      factor.labels.remove(at: j)
      factor.labels.remove(at: i)
      factor.labels.append(label)
      factor.tensor = factor.tensor.diagonal(axis1: i, axis2: j)
    }
    return factor
  }

  private var repeatedAxes: (Int, Int)? {
    for (j, label) in labels.enumerated() {
      if let i = labels[..<j].firstIndex(of: label) { return (i, j) }
    }
    return nil
  }

  /// The pair whose product has the fewest elements, the first of equal ones.
  static func cheapestPair(_ factors: [EinsumFactor], _ plan: EinsumEquation) -> (Int, Int) {
    var (best, least) = ((0, 1), Double.infinity)
    for j in factors.indices {
      for i in 0..<j {
        let others = factors.indices.filter { $0 != i && $0 != j }.flatMap { factors[$0].labels }
        let kept = Set(factors[i].labels + factors[j].labels)
          .intersection(others + plan.result)
        let size = kept.reduce(1) { $0 * Double(plan.extents[$1] ?? 1) }
        if size < least { (best, least) = ((i, j), size) }
      }
    }
    return best
  }

  /// The product with another factor, summed over the labels that nothing after it needs.
  func contracted(with other: EinsumFactor, keeping kept: Set<Label>) -> EinsumFactor {
    // What only one side has is summed before.
    let left = summed { !kept.contains($0) && !other.labels.contains($0) }
    let right = other.summed { !kept.contains($0) && !labels.contains($0) }
    let common = left.labels.filter { right.labels.contains($0) }
    // An extent of 1 repeats along a batch, but a sum over it would count it once.
    let batch = common.filter { kept.contains($0) }
    let inner = common.filter { !kept.contains($0) }
    let rows = left.labels.filter { !common.contains($0) }
    let columns = right.labels.filter { !common.contains($0) }
    func extents(_ labels: [Label]) -> [Int] {
      labels.map { label in
        guard let own = left.extent(label), own != 1 else { return right.extent(label) ?? 1 }
        return own
      }
    }
    func size(_ labels: [Label]) -> Int { extents(labels).reduce(1, *) }
    let a = left.expanded(batch + rows + inner, to: extents(batch) + extents(rows) + extents(inner))
      .reshape([size(batch), size(rows), size(inner)])
    let b = right.expanded(
      batch + inner + columns, to: extents(batch) + extents(inner) + extents(columns)
    ).reshape([size(batch), size(inner), size(columns)])
    let product = inner.isEmpty ? a * b : a.matmul(b)
    return EinsumFactor(
      product.reshape(Shape(extents(batch + rows + columns))), batch + rows + columns)
  }

  private func extent(_ label: Label) -> Int? {
    labels.firstIndex(of: label).map { tensor.shape[$0] }
  }

  private func summed(_ isDropped: (Label) -> Bool) -> EinsumFactor {
    let axes = labels.indices.filter { isDropped(labels[$0]) }
    if axes.isEmpty { return self }
    return EinsumFactor(tensor.sum(axes: axes), labels.filter { !isDropped($0) })
  }

  /// The axes in the order of `order`, repeated to these extents.
  private func expanded(_ order: [Label], to extents: [Int]) -> Tensor {
    tensor.permute(order.compactMap { labels.firstIndex(of: $0) }).expand(Shape(extents))
  }

  /// The result: summed over what it lacks, in its order.
  func arranged(as plan: EinsumEquation) -> Tensor {
    let rest = summed { !plan.result.contains($0) }
    return rest.expanded(plan.result, to: plan.result.map { plan.extents[$0] ?? 1 })
  }
}
