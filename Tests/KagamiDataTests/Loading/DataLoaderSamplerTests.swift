import Kagami
import KagamiData
import TestSupport
import Testing

/// Loaders with samplers, without threads and with them, have PyTorch's batches and draws.
@Suite struct DataLoaderSamplerTests {
  /// A loop over a loader's epochs as the script of the golden values has it.
  private func check(
    _ golden: DataSetGoldens.Case<DataSetGoldens.Epochs>, prefetch: Int, workers: Int
  ) {
    let (order, values) = (golden.order, golden.values)
    let isSame = DataSetGoldens.streams(
      seed: 4, named: order.named, after: values.after, afterNamed: values.afterNamed
    ) { generator in
      func loader(_ sampler: some Sampler) -> DataLoader<IndexData> {
        DataLoader(
          IndexData(), batchSize: values.batch, sampler: sampler, dropLast: values.dropLast,
          prefetch: prefetch, workers: workers)
      }
      let loader = loader(order.sampler(generator))
      var draws: [Double] = []
      for epoch in values.epochs {
        var batches: [[Int]] = []
        for batch in loader {
          batches.append(batch)
          draws.append(Tensor.rand([], generator: generator).item())
        }
        #expect(batches == epoch)
      }
      #expect(draws == values.draws)
      #expect(loader.count == values.length)
    }
    #expect(isSame)
  }

  @Test(arguments: DataSetGoldens.shared.loaders, [0, 1, 3])
  func batchesArePyTorchs(
    _ golden: DataSetGoldens.Case<DataSetGoldens.Epochs>, _ prefetch: Int
  ) {
    check(golden, prefetch: prefetch, workers: 1 + prefetch % 2)
  }

  @Test(arguments: [0, 2]) func batchSamplers(prefetch: Int) {
    let golden = DataSetGoldens.shared.batchSampler
    let isSame = DataSetGoldens.streams(
      seed: 5, named: false, after: golden.after, afterNamed: []
    ) { _ in
      let loader = DataLoader(
        IndexData(), batchSampler: BatchSampler(RandomSampler(count: 10), batchSize: 3),
        prefetch: prefetch)
      for epoch in golden.epochs { #expect(Array(loader) == epoch) }
      #expect(loader.count == golden.length && loader.batchSize == 0)
    }
    #expect(isSame)
  }

  @Test func samplersFromElsewhere() {
    struct Backwards: Sampler {
      let count: Int
      func makeIterator() -> ReversedCollection<Range<Int>>.Iterator {
        (0..<count).reversed().makeIterator()
      }
    }
    struct Given: IndexBatches {
      let batches: [[Int]]
      var count: Int { batches.count }
      func makeIterator() -> IndexingIterator<[[Int]]> { batches.makeIterator() }
    }
    for prefetch in [0, 2] {
      let loader = DataLoader(
        IndexData(), batchSize: 2, sampler: Backwards(count: 5), prefetch: prefetch)
      #expect(Array(loader) == [[4, 3], [2, 1], [0]])
      let given = DataLoader(
        IndexData(), batchSampler: Given(batches: [[], [7], [1, 2]]), prefetch: prefetch)
      #expect(Array(given) == [[], [7], [1, 2]] && given.count == 3)
    }
  }
}
