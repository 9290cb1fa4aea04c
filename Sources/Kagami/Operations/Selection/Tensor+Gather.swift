internal import KagamiKernels

/// The element along an axis that an index names, for every position of the index.
struct Take: DifferentiableOperation {
  let name = "gather"
  let saves: SavedTensors = .input1
  let axis: Int
  /// What was taken while positions were checked, where the backend does both in one pass.
  let taken: Tensor?

  func forward(_ inputs: [Tensor]) -> Tensor {
    if let taken { return taken }
    let (x, index) = (inputs[0], inputs[1])
    let places = index.places(along: axis, of: x.shape)
    return record(Gather(), x.reshape([x.count]), places).reshape(index.shape)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, shape) = (context.gradient, context.shape(0))
    let places = context.input(1).places(along: axis, of: shape)
    let sums = record(
      ScatterAdd(extent: shape.elementCount), g.reshape([g.count]), places)
    return [sums.reshape(shape), nil]
  }
}

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
      let places = index.to(device)
      let taken = device.backend.take(operand, index: places.operand, axis: position)
      if taken == nil, let odd = index.positionOutside(shape[position]) {
        throw MisuseError("gather", "index \(odd) is outside axis \(axis) of \(shape)")
      }
      let take = Take(axis: position, taken: taken.map { Tensor($0, device: device) })
      return record(take, self, places)
    }
  }

  /// The first of these positions that is outside an axis of `extent`, or nil.
  func positionOutside(_ extent: Int) -> Int64? {
    withHostElements(of: Int64.self) { positions in
      // First whether there is any, which threads find out together.
      let isAny = Guarded(false)
      let last = Int64(extent) - 1
      nonisolated(unsafe) let positions = positions
      Threads.forEachBlock(of: positions.count, size: CPUBackend.share) { block in
        // Without a branch: the sign is set by a position below 0, and by the distance of one that is too
        // large from the last.
        var signs: Int64 = 0
        for i in block { signs |= positions[i] | (last &- positions[i]) }
        if signs < 0 { isAny.withLock { $0 = true } }
      }
      return isAny.withLock { $0 } ? positions.first { $0 < 0 || $0 >= extent } : nil
    }
  }

  /// Where the elements that positions along an axis name stand in row-major order, `[count]`.
  ///
  /// - Parameter shape: That of the tensor to select from, whose other extents are no smaller than this one's.
  func places(along axis: Int, of shape: Shape) -> Tensor {
    let (own, distances) = (self.shape, shape.contiguousStrides)
    // Along the last axis the rest of a place changes in equal steps.
    let length = Swift.max(own.last ?? 1, 1)
    let (far, near) = (Int64(distances[axis]), axis == rank - 1 ? 0 : Int64(1))
    return withHostElements(of: Int64.self) { choices in
      Tensor([count], device: device, of: Int64.self) { places in
        nonisolated(unsafe) let (choices, places) = (choices, places)
        Threads.forEachBlock(of: count / length, size: Swift.max(1, CPUBackend.share / length)) {
          for line in $0 {
            // The line's position along the other axes.
            var (base, rest) = (0, line)
            for slot in own.indices.dropLast().reversed() {
              if slot != axis { base += rest % own[slot] * distances[slot] }
              rest /= own[slot]
            }
            let start = line * length
            for i in 0..<length {
              places[start + i] = Int64(base) + Int64(i) * near + choices[start + i] * far
            }
          }
        }
      }
    }
  }
}
