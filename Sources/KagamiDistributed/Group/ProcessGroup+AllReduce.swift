public import Kagami

extension ProcessGroup {
  /// A tensor made of those of all ranks, element by element.
  ///
  /// ```swift
  /// let mean = try world.allReduce(Tensor(loss), by: .average).item()
  /// ```
  /// The order in which numbers are added is that of the ranks, in pairs: the result has the same bits on every rank,
  /// in every run, and equals that of one process which adds as many tensors in that order. Of n bytes each rank sends
  /// 2·(N − 1)/N · n, as a ring would: every rank gets one N-th of all tensors, adds them, and brings the sums to the
  /// others. Up to 4 KiB it sends them whole. `float16` and `bfloat16` are added in `float32` and rounded once.
  /// Source: <https://docs.pytorch.org/docs/stable/distributed.html#torch.distributed.all_reduce>.
  ///
  /// - Parameters:
  ///   - tensor: Of one shape and type on all ranks; numbers.
  ///   - operation: What is made of them.
  ///   - wire: The type in which elements are sent, where it is another: with `.bfloat16` half as many bytes move, and
  ///     each number is rounded to eight bits before it is added, and the result again.
  /// - Returns: Of the same shape and type, without history, on the tensor's device.
  /// - Throws: ``DistributedError`` if ranks disagree or the library fails.
  /// - Precondition: `average` and `wire` are for floating-point types.
  public func allReduce(
    _ tensor: Tensor, by operation: ReduceOperation = .sum, sentAs wire: DType? = nil
  ) throws(DistributedError) -> Tensor {
    Self.check(tensor, operation, wire)
    if size == 1 { return tensor.detach() }
    var flat = Tensor(copying: tensor)
    try reduce(&flat, by: operation, as: tensor, sentAs: wire)
    return flat.reshape(tensor.shape).to(tensor.device)
  }

  /// Replaces the elements of a row of numbers by what is made of those of all ranks.
  ///
  /// - Parameters:
  ///   - flat: One axis, in host memory without gaps that nothing else holds.
  ///   - operation: What is made of them.
  ///   - tensor: What ranks compare: type and shape.
  ///   - wire: The type in which elements are sent.
  func reduce(
    _ flat: inout Tensor, by operation: ReduceOperation, as tensor: Tensor, sentAs wire: DType?
  ) throws(DistributedError) {
    if size == 1 { return }
    let wire = wire == flat.dtype ? nil : wire
    let plan = ReductionPlan(count: flat.count, dtype: wire ?? flat.dtype, ranks: size, operation)
    let header = CollectiveHeader(.allReduce, tensor, detail: operation.index, wire: wire)
    // Taken out, so that the sums can be written where the summands were.
    var elements = flat
    flat = Tensor.zeros([0])
    _ = try collective(
      header, bytes: elements.count * elements.dtype.byteCount, sent: plan.sentBytes(rank)
    ) {
      transport throws(DistributedError) in
      let dtype = elements.dtype
      if let wire { elements = elements.to(wire) }
      try plan.run(&elements, rank: rank, by: operation, transport)
      if wire != nil { elements = elements.to(dtype) }
    }
    flat = elements
  }

  /// Stops where a tensor cannot be reduced.
  static func check(_ tensor: Tensor, _ operation: ReduceOperation, _ wire: DType?) {
    if tensor.dtype == .bool {
      misuse(
        "allReduce", "truth values of \(tensor.shape) have no \(operation.rawValue)",
        hint: "convert them with to(.int64)")
    }
    if operation == .average, !tensor.dtype.isFloatingPoint {
      misuse(
        "allReduce", "\(tensor.dtype) of \(tensor.shape) has no average",
        hint: "use .sum, or convert it with to(.float32)")
    }
    if let wire, !wire.isFloatingPoint || !tensor.dtype.isFloatingPoint {
      misuse("allReduce", "\(tensor.dtype) of \(tensor.shape) cannot be sent as \(wire)")
    }
  }
}

extension Tensor {
  /// The elements in row-major order along one axis, in host memory of their own.
  init(copying tensor: Tensor) {
    self = Tensor([tensor.count], dtype: tensor.dtype) { memory in
      tensor.withHostBytes { memory.copyMemory(from: $0) }
    }
  }
}
