import Foundation
import Kagami
import KagamiData
import KagamiDistributed
import TestSupport
import Testing

/// Every rank's indices are PyTorch's.
@Suite struct DistributedSamplerTests {
  private struct Content: Decodable {
    let cases: [Case]
  }

  private struct Case: Decodable {
    let count, ranks: Int
    let shuffle, dropLast: Bool
    let seed: UInt64
    let length: Int
    /// By rank, of epoch 0 and of epoch 3.
    let indices: [[[Int]]]
  }

  @Test func indicesArePyTorchs() throws {
    let cases = try Goldens.load("distributed_sampler", from: .module, as: Content.self).cases
    #expect(cases.count == 64)
    for golden in cases {
      for rank in 0..<golden.ranks {
        let sampler = DistributedSampler(
          count: golden.count, ranks: golden.ranks, rank: rank, shuffle: golden.shuffle,
          seed: golden.seed, dropLast: golden.dropLast)
        #expect(sampler.count == golden.length)
        #expect(Array(sampler) == golden.indices[rank][0])
        sampler.setEpoch(3)
        #expect(Array(sampler) == golden.indices[rank][1])
      }
    }
  }

  @Test func aLoaderTakesIt() {
    let sampler = DistributedSampler(count: 10, ranks: 2, rank: 1, shuffle: false)
    let loader = DataLoader(TensorDataset(Tensor.arange(10)), batchSize: 2, sampler: sampler)
    #expect(loader.count == 3)
    #expect(loader.map { $0[0].array(of: Int.self) } == [[1, 3], [5, 7], [9]])
  }

  @Test func ranksAreOfTheirNumber() async {
    await #expect(processExitsWith: .failure) {
      _ = DistributedSampler(count: 10, ranks: 2, rank: 2)
    }
  }
}
