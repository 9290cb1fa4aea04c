import Kagami
import KagamiDistributed
import KagamiNN

/// Every collective, on tensors that follow from the rank and the number of elements.
enum CollectivesRun {
  /// Numbers of elements: none, one, fewer than ranks, sent whole, sent in pieces that do not come out even.
  static let counts = [0, 1, 3, 1000, 50_003]
  static let dtypes: [DType] = [.float32, .float64, .int64, .bfloat16]

  /// A rank's tensor.
  static func input(rank: Int, count: Int, dtype: DType) -> Tensor {
    let stream = RandomGenerator(seed: UInt64(1000 * count + rank))
    return dtype == .int64
      ? Tensor.randint(-1_000_000, 1_000_000, [count], generator: stream)
      : Tensor.randn([count], generator: stream).to(dtype)
  }

  static func results(_ world: ProcessGroup) throws -> StateDict {
    var results: StateDict = [
      ("place", Tensor([world.rank, world.size, world.localRank, world.localSize]))
    ]
    for count in counts {
      for dtype in dtypes {
        let x = input(rank: world.rank, count: count, dtype: dtype)
        let name = "\(dtype).\(count)"
        for operation in ReduceOperation.allCases {
          if operation == .average, dtype == .int64 { continue }
          let result = try world.allReduce(x, by: operation)
          results.append(("\(name).\(operation.rawValue)", result))
        }
        results.append(("\(name).broadcast", try world.broadcast(x, from: world.size - 1)))
        results.append(("\(name).gather", Tensor.concatenate(try world.allGather(x))))
        // As many rows as all ranks can share.
        let rows = input(rank: world.rank, count: count * world.size, dtype: dtype).reshape([
          world.size, count,
        ])
        results.append(("\(name).scatter", try world.reduceScatter(rows)))
        try world.barrier()
      }
      let x = input(rank: world.rank, count: count, dtype: .float32)
      results.append(
        ("float32.\(count).compressed", try world.allReduce(x, by: .average, sentAs: .bfloat16)))
    }
    let traffic = world.traffic
    results.append(
      ("traffic", Tensor([traffic.collectives, traffic.tensorBytes, traffic.sentBytes])))
    return results
  }
}
