import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// Batches from threads are those of the iterating thread, in its order, and no thread stays.
@Suite struct PrefetchTests {
  private static let digits = StrokeDigits.generate(count: 50, seed: 3)

  @Test(arguments: [(1, 1), (2, 1), (3, 2), (8, 4), (100, 2)])
  func sameBits(prefetch: Int, workers: Int) {
    func epochs(_ prefetch: Int) -> [[Float]] {
      withGenerator(RandomGenerator(seed: 7)) {
        let loader = DataLoader(
          Self.digits, batchSize: 8, shuffle: true, prefetch: prefetch, workers: workers)
        return (0..<3).flatMap { _ in
          loader.map { batch in
            batch.images.array(of: Float.self) + batch.labels.array(of: Float.self)
              + Tensor.rand([1]).array(of: Float.self)
          }
        }
      }
    }
    #expect(epochs(prefetch) == epochs(0))
  }

  /// Slow batches of noise: the earlier, the slower.
  struct Slow: Dataset {
    let count: Int
    let delay: UInt32

    func batch(_ indices: [Int]) -> [Int] {
      usleep(delay * UInt32(max(0, 5 - indices[0])))
      return indices
    }
  }

  @Test func orderIsKeptWhereLaterBatchesAreReadyFirst() {
    let loader = DataLoader(
      Slow(count: 12, delay: 4_000), batchSize: 1, prefetch: 6, workers: 4)
    #expect(Array(loader) == (0..<12).map { [$0] })
  }

  @Test func randomTransformsDrawOnTheIteratingThread() {
    func noisy(_ prefetch: Int) -> [[Float]] {
      withGenerator(RandomGenerator(seed: 1)) {
        let data = Subset(Self.digits, indices: Array(0..<20))
          .map { $0.images }
          .map(drawsNumbers: true) { $0 + Tensor.rand($0.shape) }
          .map { $0 * 2 }
        let loader = DataLoader(
          data, batchSize: 3, shuffle: true, prefetch: prefetch, workers: 2)
        return loader.map { $0.array(of: Float.self) + Tensor.rand([1]).array(of: Float.self) }
      }
    }
    #expect(noisy(3) == noisy(0))
    func drawn(_ prefetch: Int) -> [[Float]] {
      withGenerator(RandomGenerator(seed: 1)) {
        let data = Self.samples.map(drawsNumbers: true) { $0[0] + Tensor.rand($0[0].shape) }
        return DataLoader(data.collated(), batchSize: 4, prefetch: prefetch)
          .map { $0.array(of: Float.self) }
      }
    }
    #expect(drawn(2) == drawn(0))
  }

  private static let samples = TensorDataset(Tensor.arange(30).reshape([10, 3])).samples

  /// Threads of this process.
  private static var threads: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 0
  }

  @Test func aThousandEarlyBreaks() {
    let loader = DataLoader(Self.digits, batchSize: 4, shuffle: true, prefetch: 3, workers: 2)
    let before = Self.threads
    for turn in 0..<1_000 {
      var seen = 0
      for batch in loader {
        seen += batch.labels.count
        if seen > turn % 3 * 4 { break }
      }
      #expect(seen == turn % 3 * 4 + 4)
    }
    // Other tests' threads come and go; 2,000 that stayed would show.
    #expect(Self.threads < before + 200)
  }

  @Test func anEpochThatIsNotBegunAndOneThatIsOver() {
    let loader = DataLoader(IndexData(count: 5), batchSize: 2, prefetch: 2)
    _ = loader.makeIterator()
    var iterator = loader.makeIterator()
    for expected in [[0, 1], [2, 3], [4]] { #expect(iterator.next() == expected) }
    #expect(iterator.next() == nil && iterator.next() == nil)
    #expect(loader.count == 3)
    #expect(Array(DataLoader(IndexData(count: 0), prefetch: 3)).isEmpty)
    #expect(Array(DataLoader(IndexData(count: 2), batchSize: .max, prefetch: .max)) == [[0, 1]])
  }

  @Test func aBatchThatTrapsTraps() async {
    await #expect(processExitsWith: .failure) {
      let data = TensorDataset(Tensor.zeros([3]))
      for _ in DataLoader(data, batchSize: 2, sampler: SequentialSampler(count: 5), prefetch: 2) {}
    }
    await #expect(processExitsWith: .failure) {
      _ = DataLoader(IndexData(), prefetch: 1, workers: 0)
    }
  }
}
