internal import Kagami

/// How a row of numbers is reduced over ranks: which way, and what a rank sends for it.
struct ReductionPlan {
  enum Way: Equatable {
    /// Every rank gets all rows whole: the fewest messages.
    case whole
    /// Every rank gets one piece of all rows, reduces it, and brings the result to the others: the fewest bytes.
    case pieces
    /// The library's sum, which for two ranks has one order only.
    case library
  }

  /// Rows of up to so many bytes are sent whole.
  static let smallest = 4 << 10
  /// Pieces are of at most so many bytes: larger ones take longer for each byte over TCP.
  static let largestPiece = 1_000_000
  /// A call's bytes, which MPI counts in 32 bits, stay below this.
  static let largest = 256 << 20

  let count: Int
  let dtype: DType
  let ranks: Int
  let way: Way

  /// - Parameter dtype: The type in which elements are sent.
  init(count: Int, dtype: DType, ranks: Int, _ operation: ReduceOperation) {
    (self.count, self.dtype, self.ranks) = (count, dtype, ranks)
    let bytes = count * dtype.byteCount
    let isSum = operation == .sum || operation == .average
    if bytes <= Self.smallest {
      way = .whole
    } else {
      way = ranks == 2 && isSum && MPITransport.sums(dtype) ? .library : .pieces
    }
  }

  /// Bytes that a rank sends to others.
  func sentBytes(_ rank: Int) -> Int {
    let bytes = count * dtype.byteCount
    switch way {
    case .whole: return bytes * (ranks - 1)
    case .library: return bytes
    case .pieces:
      return blocks.reduce(0) { sum, block in
        let own = pieces(of: block)[rank].count
        return sum + (block.count - own + own * (ranks - 1)) * dtype.byteCount
      }
    }
  }

  /// The row in blocks that one call can move.
  var blocks: [Range<Int>] {
    let bytes = way == .pieces ? min(Self.largestPiece * ranks, Self.largest) : Self.largest
    let most = bytes / dtype.byteCount
    return stride(from: 0, to: count, by: most).map { $0..<min($0 + most, count) }
  }

  /// A block in as many pieces as there are ranks, equal but for the last ones, which may be empty.
  func pieces(of block: Range<Int>) -> [Range<Int>] {
    let length = (block.count + ranks - 1) / ranks
    return (0..<ranks).map { rank in
      let start = min(block.lowerBound + rank * length, block.upperBound)
      return start..<min(start + length, block.upperBound)
    }
  }

  /// Reduces the row.
  ///
  /// - Parameter row: One axis, in host memory that nothing else holds, of the type that is sent.
  func run(
    _ row: inout Tensor, rank: Int, by operation: ReduceOperation, _ transport: MPITransport
  ) throws(DistributedError) {
    if count == 0 { return }
    switch way {
    case .whole: row = try whole(row, operation, transport)
    case .library:
      for block in blocks {
        try transport.sum(row.memory(block), dtype)
      }
      if operation == .average { row /= Double(ranks) }
    case .pieces:
      for block in blocks { try exchange(block, of: row, rank, operation, transport) }
    }
  }

  private func whole(
    _ row: Tensor, _ operation: ReduceOperation, _ transport: MPITransport
  ) throws(DistributedError) -> Tensor {
    let rows = Tensor(uninitialized: [ranks, count], dtype: dtype, device: .cpu)
    try transport.allGather(
      UnsafeRawBufferPointer(row.memory(0..<count)), into: rows.memory(0..<ranks * count))
    return Self.combined(rows, by: operation)
  }

  /// Reduces a block in place.
  private func exchange(
    _ block: Range<Int>, of row: Tensor, _ rank: Int, _ operation: ReduceOperation,
    _ transport: MPITransport
  ) throws(DistributedError) {
    let pieces = pieces(of: block)
    let own = pieces[rank]
    let width = dtype.byteCount
    let parts = pieces.map {
      ($0.lowerBound - block.lowerBound) * width..<($0.upperBound - block.lowerBound) * width
    }
    let rows = Tensor(uninitialized: [ranks, own.count], dtype: dtype, device: .cpu)
    try transport.exchange(
      parts: parts, of: UnsafeRawBufferPointer(row.memory(block)),
      into: rows.memory(0..<ranks * own.count))
    let result = Self.combined(rows, by: operation)
    result.withHostBytes { row.memory(own).copyMemory(from: $0) }
    try transport.allGather(parts: parts, of: row.memory(block))
  }

  /// The rows made one; halves in `float32` until the end.
  static func combined(_ rows: Tensor, by operation: ReduceOperation) -> Tensor {
    let dtype = rows.dtype
    let isHalf = dtype == .float16 || dtype == .bfloat16
    let rows = isHalf ? rows.to(.float32) : rows
    let result = operation.combined((0..<rows.shape[0]).map { rows[$0] })
    return isHalf ? result.to(dtype) : result
  }
}

extension Tensor {
  /// The host memory of some elements of a tensor without gaps, counted in row-major order; valid while it lives.
  func memory(_ elements: Range<Int>) -> UnsafeMutableRawBufferPointer {
    let width = dtype.byteCount
    return UnsafeMutableRawBufferPointer(
      rebasing: operand.hostBytes[elements.lowerBound * width..<elements.upperBound * width])
  }
}
