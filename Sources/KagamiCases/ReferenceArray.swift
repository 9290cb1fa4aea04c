/// An array with its shape, and the few operations that references consist of; written for reading.
package struct ReferenceArray: Sendable, Equatable {
  package let shape: [Int]
  package let values: [Double]

  package init(shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count)
    self.shape = shape
    self.values = values
  }

  /// An array from a rule for each position.
  init(shape: [Int], at value: ([Int]) -> Double) {
    self.init(shape: shape, values: Self.positions(shape).map(value))
  }

  /// All positions of a shape in row-major order.
  static func positions(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { prefixes, extent in
      prefixes.flatMap { prefix in (0..<extent).map { prefix + [$0] } }
    }
  }

  subscript(_ position: [Int]) -> Double {
    values[zip(shape, position).reduce(0) { $0 * $1.0 + $1.1 }]
  }

  /// The element that broadcasting puts at `position` of a larger shape.
  func broadcast(at position: [Int]) -> Double {
    let own = position.suffix(shape.count)
    return self[zip(shape, own).map { $0 == 1 ? 0 : $1 }]
  }

  func map(_ function: (Double) -> Double) -> ReferenceArray {
    ReferenceArray(shape: shape, values: values.map(function))
  }

  /// A function of pairs of elements, by broadcasting.
  static func zip3(
    _ a: ReferenceArray, _ b: ReferenceArray, _ c: ReferenceArray? = nil,
    _ function: (Double, Double, Double) -> Double
  ) -> ReferenceArray {
    let shapes = [a.shape, b.shape] + (c.map { [$0.shape] } ?? [])
    let rank = shapes.map(\.count).max() ?? 0
    let common = (0..<rank).map { axis in
      let extents = shapes.compactMap { shape -> Int? in
        let own = axis - rank + shape.count
        return own >= 0 ? shape[own] : nil
      }
      return extents.first { $0 != 1 } ?? 1
    }
    return ReferenceArray(shape: common) { position in
      function(
        a.broadcast(at: position), b.broadcast(at: position), c?.broadcast(at: position) ?? 0)
    }
  }

  /// Elements along `axes` combined by `combine`; the axes stay with extent 1 if `keepDims` is set.
  func reduced(
    _ axes: [Int], keepDims: Bool = false, _ combine: ([Double]) -> Double
  ) -> ReferenceArray {
    let kept = shape.indices.filter { !axes.contains($0) }
    let outer = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
    let inner = shape.indices.map { axes.contains($0) ? shape[$0] : 1 }
    let result = ReferenceArray(shape: outer) { position in
      combine(Self.positions(inner).map { offset in self[zip(position, offset).map { $0 + $1 }] })
    }
    return keepDims
      ? result : ReferenceArray(shape: kept.map { shape[$0] }, values: result.values)
  }

  func reshaped(_ shape: [Int]) -> ReferenceArray { ReferenceArray(shape: shape, values: values) }

  /// The axes in another order.
  func permuted(_ axes: [Int]) -> ReferenceArray {
    ReferenceArray(shape: axes.map { shape[$0] }) { position in
      var source = position
      for (index, axis) in axes.enumerated() { source[axis] = position[index] }
      return self[source]
    }
  }

  /// The matrix product over the last two axes, with equal batch axes or none.
  func times(_ other: ReferenceArray) -> ReferenceArray {
    let (m, k, n) = (shape[shape.count - 2], shape[shape.count - 1], other.shape.last ?? 1)
    let batches = shape.dropLast(2).reduce(1, *)
    var products: [Double] = []
    for matrix in 0..<batches {
      for row in 0..<m {
        for column in 0..<n {
          let (left, right) = ((matrix * m + row) * k, matrix * k * n + column)
          products.append(
            (0..<k).reduce(0) { $0 + values[left + $1] * other.values[right + $1 * n] })
        }
      }
    }
    return ReferenceArray(shape: shape.dropLast(2) + [m, n], values: products)
  }
}
