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
      if let odd = index.positionOutside(extent) {
        throw MisuseError("gather", "index \(odd) is outside axis \(axis) of \(shape)")
      }
      let places = index.to(device).places(along: position, of: shape)
      return record(Gather(), reshape([count]), places).reshape(index.shape)
    }
  }

  /// The first of these positions that is outside an axis of `extent`, or nil.
  func positionOutside(_ extent: Int) -> Int64? {
    withHostElements(of: Int64.self) { $0.first { $0 < 0 || $0 >= extent } }
  }

  /// Where the elements that positions along an axis name stand in row-major order, `[count]`.
  ///
  /// - Parameter shape: That of the tensor to select from, whose other extents are no smaller than this one's.
  func places(along axis: Int, of shape: Shape) -> Tensor {
    let distances = shape.contiguousStrides
    return withHostElements(of: Int64.self) { choices in
      Tensor([count], device: device, of: Int64.self) { places in
        // Along the last axis the rest of a place changes in equal steps.
        let length = Swift.max(self.shape.last ?? 1, 1)
        let (far, near) = (Int64(distances[axis]), axis == rank - 1 ? 0 : Int64(1))
        var position = Shape(repeating: 0, count: rank)
        for start in stride(from: 0, to: count, by: length) {
          var base = Int64(0)
          for other in self.shape.indices where other != axis {
            base += Int64(position[other] * distances[other])
          }
          for i in 0..<length {
            places[start + i] = base + Int64(i) * near + choices[start + i] * far
          }
          // The next line in row-major order.
          for slot in self.shape.indices.dropLast().reversed() {
            position[slot] += 1
            if position[slot] < self.shape[slot] { break }
            position[slot] = 0
          }
        }
      }
    }
  }
}
