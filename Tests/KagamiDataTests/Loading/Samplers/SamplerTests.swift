import Kagami
import KagamiData
import TestSupport
import Testing

/// Samplers draw PyTorch's indices, and leave its random streams where PyTorch does.
@Suite struct SamplerTests {
  @Test(arguments: DataSetGoldens.shared.samplers)
  func indicesArePyTorchs(_ golden: DataSetGoldens.Case<DataSetGoldens.Loops>) {
    let (order, values) = (golden.order, golden.values)
    let isSame = DataSetGoldens.streams(
      seed: 3, named: order.named, after: values.after, afterNamed: values.afterNamed
    ) { generator in
      let sampler = order.sampler(generator)
      #expect(sampler.count == values.loops[0].count)
      for loop in values.loops { #expect(indices(sampler) == loop) }
    }
    #expect(isSame)
  }

  private func indices(_ sampler: some Sampler) -> [Int] { Array(sampler) }

  @Test func goldensAreThere() {
    #expect(DataSetGoldens.shared.samplers.count == 24)
    #expect(DataSetGoldens.shared.loaders.count == 96)
  }

  @Test func nothingIsDrawnBeforeTheFirstIndex() {
    withGenerator(RandomGenerator()) {
      manualSeed(1)
      let before = RandomGenerator.current.state
      var indices = RandomSampler(count: 5).makeIterator()
      #expect(RandomGenerator.current.state == before)
      #expect(indices.next() != nil)
      #expect(RandomGenerator.current.state != before)
    }
  }

  @Test func emptyOrders() {
    #expect(Array(SequentialSampler(count: 0)).isEmpty)
    #expect(Array(RandomSampler(count: 0)).isEmpty)
    #expect(Array(SubsetRandomSampler([])).isEmpty)
    #expect(Array(BatchSampler(SequentialSampler(count: 0), batchSize: 3)).isEmpty)
  }

  @Test func batchesOfIndices() {
    let five = SequentialSampler(count: 5)
    #expect(Array(BatchSampler(five, batchSize: 2)) == [[0, 1], [2, 3], [4]])
    #expect(Array(BatchSampler(five, batchSize: 2, dropLast: true)) == [[0, 1], [2, 3]])
    #expect(BatchSampler(five, batchSize: 2).count == 3)
    #expect(BatchSampler(five, batchSize: 2, dropLast: true).count == 2)
    #expect(Array(BatchSampler(five, batchSize: .max)) == [[0, 1, 2, 3, 4]])
  }

  @Test func wrongNumbersAreMisuse() async {
    await #expect(processExitsWith: .failure) {
      _ = WeightedRandomSampler([1, 1], numSamples: 3, replacement: false)
    }
  }
}
