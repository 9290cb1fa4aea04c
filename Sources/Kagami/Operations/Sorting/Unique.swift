/// Different elements of a tensor; see ``Tensor/unique()``.
public struct UniqueElements: Sendable {
  /// Each of them once, ascending, `[n]`.
  public let values: Tensor
  /// The first place of each in row-major order, `int64` of `[n]`.
  public let indices: Tensor
  /// For every element of the tensor the place of its equal among the values, `int64` in the tensor's shape.
  public let inverse: Tensor
  /// How often each occurs, `int64` of `[n]`.
  public let counts: Tensor
}

extension Tensor {
  /// The different elements, how often each occurs, and where.
  ///
  /// ```swift
  /// let found = Tensor([3, 1, 3]).unique()
  /// found.values                                            // 1, 3
  /// found.counts                                            // 1, 2
  /// found.inverse                                           // 1, 0, 1
  /// ```
  /// NaN differs from every number, NaN included; zeros of either sign are equal. Nothing is recorded for gradients.
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.unique.html>.
  ///
  /// - Complexity: Proportional to the number of elements.
  public func unique() -> UniqueElements {
    let (values, order) = withoutHistory.reshape([count]).sort()
    let places = order.array(of: Int.self)
    let count = count
    // Where in the sorted elements another one begins.
    var starts: [Int] = []
    if count > 0 {
      let differs =
        values.narrow(axis: 0, start: 1, length: count - 1)
        .!= values.narrow(axis: 0, start: 0, length: count - 1)
      starts =
        [0]
        + differs.withHostElements(of: Bool.self) { flags in
          flags.indices.filter { flags[$0] }.map { $0 + 1 }
        }
    }
    var inverse = [Int](repeating: 0, count: count)
    var counts: [Int] = []
    for (value, start) in starts.enumerated() {
      let end = value + 1 < starts.count ? starts[value + 1] : count
      counts.append(end - start)
      for slot in start..<end { inverse[places[slot]] = value }
    }
    func list(_ numbers: [Int]) -> Tensor {
      Tensor(numbers, shape: [numbers.count], device: device)
    }
    return UniqueElements(
      values: values.indexSelect(axis: 0, list(starts)), indices: list(starts.map { places[$0] }),
      inverse: list(inverse).reshape(shape), counts: list(counts))
  }
}
