import Kagami
import KagamiData
import Testing

/// Subsets have the samples of their set at indices of their own.
@Suite struct SubsetTests {
  @Test func indicesOfIndices() {
    let inner = Subset(IndexData(count: 10), indices: [9, 7, 5, 5])
    #expect(inner.count == 4 && inner.batch([3, 0]) == [5, 9])
    #expect(Subset(inner, indices: [1]).all == [7])
    #expect(inner.prepare([1]).finished() == [7])
    #expect(Array(DataLoader(inner, batchSize: 3)) == [[9, 7, 5], [5]])
  }

  @Test func samplesOneByOne() {
    let samples = Subset(TensorDatasetTests.data.samples, indices: [3, 1])
    #expect(samples.item(0)[1].item() == 3.5)
    #expect(samples.prepare(item: 1).finished()[1].item() == 1.5)
  }

  @Test func whatIsNotThereIsMisuse() async {
    await #expect(processExitsWith: .failure) { _ = Subset(IndexData(count: 3), indices: [3]) }
  }
}
