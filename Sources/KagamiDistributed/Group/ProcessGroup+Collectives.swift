public import Kagami

extension ProcessGroup {
  /// One rank's tensor, on every rank.
  ///
  /// ```swift
  /// let noise = try world.broadcast(Tensor.randn([64, 100]))      // rank 0's
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/distributed.html#torch.distributed.broadcast>.
  ///
  /// - Parameters:
  ///   - tensor: Of one shape and type on all ranks; of any type.
  ///   - root: The rank whose tensor it is.
  /// - Returns: Without history, on the tensor's device.
  /// - Throws: ``DistributedError`` if ranks disagree or the library fails.
  /// - Precondition: there is such a rank.
  public func broadcast(_ tensor: Tensor, from root: Int = 0) throws(DistributedError) -> Tensor {
    check(rank: root, "broadcast")
    if size == 1 { return tensor.detach() }
    let flat = Tensor(copying: tensor)
    let bytes = flat.count * flat.dtype.byteCount
    let header = CollectiveHeader(.broadcast, tensor, detail: root)
    _ = try collective(header, bytes: bytes, sent: rank == root ? bytes * (size - 1) : 0) {
      transport throws(DistributedError) in
      for block in Self.blocks(flat.count, flat.dtype) {
        try transport.broadcast(flat.memory(block), from: root)
      }
    }
    return flat.reshape(tensor.shape).to(tensor.device)
  }

  /// The tensors of all ranks, in the order of ranks, on every rank.
  ///
  /// ```swift
  /// let scores = Tensor.concatenate(try world.allGather(own))
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/distributed.html#torch.distributed.all_gather>.
  ///
  /// - Parameter tensor: Of one shape and type on all ranks; of any type.
  /// - Returns: As many as there are ranks, without history, on the tensor's device.
  /// - Throws: ``DistributedError`` if ranks disagree or the library fails.
  public func allGather(_ tensor: Tensor) throws(DistributedError) -> [Tensor] {
    if size == 1 { return [tensor.detach()] }
    let flat = Tensor(copying: tensor)
    let (count, bytes) = (flat.count, flat.count * flat.dtype.byteCount)
    let rows = (0..<size).map { _ in
      Tensor(uninitialized: [count], dtype: flat.dtype, device: .cpu)
    }
    let header = CollectiveHeader(.allGather, tensor)
    _ = try collective(header, bytes: bytes, sent: bytes * (size - 1)) {
      transport throws(DistributedError) in
      // All ranks' blocks together are what one call moves.
      for block in Self.blocks(count, flat.dtype, sharedBy: size) {
        let part = Tensor(
          uninitialized: [size, block.count], dtype: flat.dtype, device: .cpu)
        try transport.allGather(
          UnsafeRawBufferPointer(flat.memory(block)), into: part.memory(0..<part.count))
        for (rank, row) in rows.enumerated() {
          row.memory(block).copyMemory(
            from: UnsafeRawBufferPointer(
              part.memory(rank * block.count..<(rank + 1) * block.count)))
        }
      }
    }
    return rows.map { $0.reshape(tensor.shape).to(tensor.device) }
  }

  /// This rank's part of a tensor made of those of all ranks.
  ///
  /// ```swift
  /// let rows = try world.reduceScatter(gradient)    // [8, 3] of [32, 3] on four ranks
  /// ```
  /// The order is that of ``allReduce(_:by:sentAs:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/distributed.html#torch.distributed.reduce_scatter_tensor>.
  ///
  /// - Parameters:
  ///   - tensor: Of one shape and type on all ranks; numbers.
  ///   - operation: What is made of them.
  /// - Returns: The rank's share of axis 0, without history, on the tensor's device.
  /// - Throws: ``DistributedError`` if ranks disagree or the library fails.
  /// - Precondition: the ranks share axis 0 out evenly.
  public func reduceScatter(
    _ tensor: Tensor, by operation: ReduceOperation = .sum
  ) throws(DistributedError) -> Tensor {
    Self.check(tensor, operation, nil)
    if tensor.rank == 0 || tensor.shape[0] % size != 0 {
      misuse(
        "reduceScatter", "\(size) ranks cannot share the rows of \(tensor.shape) evenly",
        hint: "axis 0 is a multiple of the number of ranks")
    }
    if size == 1 { return tensor.detach() }
    let flat = Tensor(copying: tensor)
    let share = flat.count / size
    var shape = tensor.shape
    shape[0] /= size
    let width = flat.dtype.byteCount
    let header = CollectiveHeader(.reduceScatter, tensor, detail: operation.index)
    let result = Tensor(uninitialized: [share], dtype: flat.dtype, device: .cpu)
    _ = try collective(
      header, bytes: flat.count * width, sent: share * (size - 1) * width
    ) { transport throws(DistributedError) in
      for block in Self.blocks(share, flat.dtype, sharedBy: size) {
        // The block of every rank's share, side by side.
        let length = block.count
        let outgoing = Tensor(uninitialized: [size, length], dtype: flat.dtype, device: .cpu)
        for rank in 0..<size {
          outgoing.memory(rank * length..<(rank + 1) * length).copyMemory(
            from: UnsafeRawBufferPointer(
              flat.memory(rank * share + block.lowerBound..<rank * share + block.upperBound)))
        }
        let rows = Tensor(uninitialized: [size, length], dtype: flat.dtype, device: .cpu)
        try transport.exchange(
          parts: (0..<size).map { $0 * length * width..<($0 + 1) * length * width },
          of: UnsafeRawBufferPointer(outgoing.memory(0..<outgoing.count)),
          into: rows.memory(0..<rows.count))
        ReductionPlan.combined(rows, by: operation).withHostBytes {
          result.memory(block).copyMemory(from: $0)
        }
      }
    }
    return result.reshape(shape).to(tensor.device)
  }

  /// Waits until every rank has come here.
  ///
  /// - Throws: ``DistributedError`` if ranks disagree or the library fails.
  public func barrier() throws(DistributedError) {
    // Comparing what is called is to wait for all.
    _ = try collective(CollectiveHeader(.barrier)) { _ in }
  }

  private static func blocks(
    _ count: Int, _ dtype: DType, sharedBy ranks: Int = 1
  ) -> [Range<Int>] {
    let most = max(ReductionPlan.largest / dtype.byteCount / ranks, 1)
    return stride(from: 0, to: count, by: most).map { $0..<min($0 + most, count) }
  }

  private func check(rank: Int, _ operation: String) {
    if !(0..<size).contains(rank) {
      misuse(operation, "there is no rank \(rank) among \(size)", hint: "ranks count from 0")
    }
  }
}
