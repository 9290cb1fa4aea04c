extension Tensor {
  /// One element along an axis for every position of `index`.
  ///
  /// ```swift
  /// let scores = Tensor([[1, 2, 3], [4, 5, 6]] as [[Float]])
  /// scores.gather(axis: 1, Tensor([2, 0] as [Int], shape: [2, 1]))    // [[3], [4]]
  /// ```
  /// For three axes and `axis` 1, `y[i, j, k] = x[i, index[i, j, k], k]`. The gradient of an element
  /// is the sum of those of all places that name it. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.gather.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis to select along; negative ones count from the end.
  ///   - index: Positions within the axis, `int64`, with as many axes as this tensor and no larger
  ///     extents but along `axis`.
  /// - Returns: A tensor of the index's shape.
  public func gather(axis: Int, _ index: Tensor) -> Tensor {
    if rank == 0, index.rank == 0 { return reshape([1]).gather(axis: axis, index.reshape([1]))[0] }
    return checked { () throws(MisuseError) in
      let position = try checkedAxis(axis, "gather")
      if index.dtype != .int64 || index.rank != rank {
        throw MisuseError(
          "gather",
          "the index is \(index.dtype) of \(index.shape), expected int64 with the axes of \(shape)")
      }
      if shape.indices.contains(where: { $0 != position && index.shape[$0] > shape[$0] }) {
        throw MisuseError(
          "gather", "an index of \(index.shape) is larger than \(shape) beside axis \(axis)")
      }
      let extent = shape[position]
      let chosen = index.array(of: Int.self)
      if let odd = chosen.first(where: { $0 < 0 || $0 >= extent }) {
        throw MisuseError("gather", "index \(odd) is outside axis \(axis) of \(shape)")
      }
      let places = Tensor(places(of: chosen, under: index.shape, along: position), device: device)
      return record(Gather(), reshape([count]), places).reshape(index.shape)
    }
  }

  /// Where the chosen elements stand in row-major order.
  private func places(of chosen: [Int], under index: Shape, along axis: Int) -> [Int] {
    let distances = shape.contiguousStrides
    var position = Shape(repeating: 0, count: index.count)
    return chosen.map { choice in
      var place = choice * distances[axis]
      for other in index.indices where other != axis { place += position[other] * distances[other] }
      // The next position in row-major order.
      for slot in index.indices.reversed() {
        position[slot] += 1
        if position[slot] < index[slot] { break }
        position[slot] = 0
      }
      return place
    }
  }
}
