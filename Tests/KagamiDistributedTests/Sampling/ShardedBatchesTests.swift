import Kagami
import KagamiData
import KagamiDistributed
import Testing

/// What all ranks take together is the batch of one process.
@Suite struct ShardedBatchesTests {
  private func batches(_ rank: Int, of ranks: Int, seed: UInt64) -> [[Int]] {
    let order = RandomSampler(count: 50, generator: RandomGenerator(seed: seed))
    let whole = BatchSampler(order, batchSize: 12, dropLast: true)
    return Array(ShardedBatches(of: whole, ranks: ranks, rank: rank))
  }

  @Test(arguments: [1, 2, 3, 4, 6, 12]) func partsMakeTheWhole(_ ranks: Int) {
    let whole = batches(0, of: 1, seed: 5)
    #expect(whole.count == 4)
    let parts = (0..<ranks).map { batches($0, of: ranks, seed: 5) }
    for (index, batch) in whole.enumerated() {
      for (place, element) in batch.enumerated() {
        #expect(parts[place % ranks][index][place / ranks] == element)
      }
      #expect(parts.reduce(0) { $0 + $1[index].count } == 12)
    }
  }

  /// With a `DistributedSampler` in torch's order it is the same split.
  @Test func agreesWithTheSampler() {
    for rank in 0..<3 {
      let own = DistributedSampler(count: 24, ranks: 3, rank: rank, seed: 4)
      let order = Tensor.randperm(24, generator: RandomGenerator(seed: 4)).array(of: Int.self)
      let whole = BatchSampler(Fixed(order: order), batchSize: 12)
      #expect(
        Array(BatchSampler(own, batchSize: 4))
          == Array(ShardedBatches(of: whole, ranks: 3, rank: rank)))
    }
  }

  @Test func batchesComeOutEven() async {
    await #expect(processExitsWith: .failure) {
      let whole = BatchSampler(SequentialSampler(count: 10), batchSize: 4)
      for _ in ShardedBatches(of: whole, ranks: 3, rank: 0) {}
    }
  }

  private struct Fixed: Sampler {
    let order: [Int]
    var count: Int { order.count }
    func makeIterator() -> IndexingIterator<[Int]> { order.makeIterator() }
  }
}
