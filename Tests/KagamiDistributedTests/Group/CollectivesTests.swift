import Kagami
import KagamiDistributed
import TestSupport
import Testing

/// Collectives on several ranks are, bit for bit, what plain loops make of the ranks' tensors.
@Suite(.wants("MPI", if: !MPIRun.all.isEmpty)) struct CollectivesTests {
  private static let counts = [0, 1, 3, 1000, 50_003]

  private func input(rank: Int, count: Int, dtype: DType) -> Tensor {
    let stream = RandomGenerator(seed: UInt64(1000 * count + rank))
    return dtype == .int64
      ? Tensor.randint(-1_000_000, 1_000_000, [count], generator: stream)
      : Tensor.randn([count], generator: stream).to(dtype)
  }

  /// The rows reduced by loops, as bytes.
  private func reduced(_ rows: [Tensor], by operation: ReduceOperation) -> [UInt8] {
    let dtype = rows[0].dtype
    func all<Number: Comparable>(
      _ rows: [[Number]], _ add: (Number, Number) -> Number,
      _ multiply: (Number, Number) -> Number, _ divide: (Number) -> Number
    ) -> [Number] {
      switch operation {
      case .sum: tree(rows, add)
      case .average: tree(rows, add).map(divide)
      case .product: tree(rows, multiply)
      case .max: tree(rows) { Swift.max($0, $1) }
      case .min: tree(rows) { Swift.min($0, $1) }
      }
    }
    let count = rows.count
    switch dtype {
    case .float64:
      let result = all(rows.map { $0.array(of: Double.self) }, +, *) { $0 / Double(count) }
      return Tensor(result, dtype: .float64).bytes
    case .int64:
      return Tensor(all(rows.map { $0.array(of: Int.self) }, &+, &*) { $0 / count }).bytes
    default:
      let result = all(rows.map { $0.array(of: Float.self) }, +, *) { $0 / Float(count) }
      return Tensor(result).to(dtype).bytes
    }
  }

  private func check(_ launcher: MPIRun, _ ranks: Int) throws {
    let found = try Ranks(launcher, ranks, "collectives")
    for rank in 0..<ranks {
      #expect(try found.tensor("place", rank).array(of: Int.self) == [rank, ranks, rank, ranks])
      for count in Self.counts {
        for dtype in [DType.float32, .float64, .int64, .bfloat16] {
          let rows = (0..<ranks).map { input(rank: $0, count: count, dtype: dtype) }
          let name = "\(dtype).\(count)"
          for operation in ReduceOperation.allCases where operation != .average || dtype != .int64 {
            let result = try found.tensor("\(name).\(operation.rawValue)", rank)
            #expect(
              result.bytes == reduced(rows, by: operation), "\(name) \(operation) on rank \(rank)")
            #expect(result.shape == [count])
          }
          #expect(try found.tensor("\(name).broadcast", rank).bytes == rows[ranks - 1].bytes)
          #expect(try found.tensor("\(name).gather", rank).bytes == rows.flatMap(\.bytes))
          let parts = (0..<ranks).map { other in
            input(rank: other, count: count * ranks, dtype: dtype).reshape([ranks, count])[rank]
          }
          let scattered = try found.tensor("\(name).scatter", rank)
          #expect(scattered.bytes == reduced(parts, by: .sum), "\(name) scattered to \(rank)")
        }
        let halves = (0..<ranks).map {
          input(rank: $0, count: count, dtype: .float32).to(.bfloat16)
        }
        let sums = reduced(halves.map { $0.to(.float32) }, by: .average)
        let rounded = Tensor(bytes: sums[...], shape: [count], dtype: .float32).to(.bfloat16)
        let compressed = try found.tensor("float32.\(count).compressed", rank)
        #expect(compressed.bytes == rounded.to(.float32).bytes)
        guard count > 3 else { continue }
        let exact = try found.tensor("float32.\(count).average", rank)
        #expect(((compressed - exact).vectorNorm() / exact.vectorNorm()).item() < 0.003)
      }
    }
  }

  @Test(arguments: MPIRun.all) func twoRanks(launcher: MPIRun) throws { try check(launcher, 2) }

  @Test(arguments: MPIRun.all) func threeRanks(launcher: MPIRun) throws { try check(launcher, 3) }

  @Test(.wants("Open MPI", if: MPIRun.openMPI != nil)) func eightRanks() throws {
    if let launcher = MPIRun.openMPI { try check(launcher, 8) }
  }

  @Test func aWorldOfOneGivesBackWhatItGets() throws {
    let world = try ProcessGroup.world
    let x = Tensor.randn([3, 2])
    #expect((world.rank, world.size, world.localRank, world.localSize) == (0, 1, 0, 1))
    #expect(world.library == nil)
    for operation in ReduceOperation.allCases {
      #expect(try world.allReduce(x, by: operation).bytes == x.bytes)
      #expect(try world.reduceScatter(x, by: operation).bytes == x.bytes)
    }
    #expect(try world.broadcast(x).bytes == x.bytes)
    #expect(try world.allGather(x).map(\.bytes) == [x.bytes])
    try world.barrier()
    #expect((world.traffic.collectives, world.traffic.sentBytes) == (0, 0))
  }
}
