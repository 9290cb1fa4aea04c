import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// Batches are in PyTorch's order and draw as many random numbers.
@Suite struct DataLoaderTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let seed, count, batch: Int
    let shuffle, dropLast, named: Bool
    let epochs: [[[Int]]]
    let after, afterNamed: [Double]

    var testDescription: String {
      "\(count) by \(batch), seed \(seed), shuffle \(shuffle), drop \(dropLast), named \(named)"
    }
  }

  struct File: Decodable {
    let cases: [Case]
  }

  static let cases = (try? Goldens.load("loader", from: .module, as: File.self).cases) ?? []

  /// The indices themselves.
  struct Indices: Dataset {
    let count: Int

    func batch(_ indices: [Int]) -> [Int] { indices }
  }

  @Test func allSamplesAtOnce() {
    #expect(Indices(count: 3).all == [0, 1, 2])
    #expect(Indices(count: 0).all.isEmpty)
  }

  @Test func goldensAreThere() { #expect(Self.cases.count == 48) }

  @Test(arguments: cases) func orderIsPyTorchs(_ golden: Case) {
    withGenerator(RandomGenerator()) {
      manualSeed(golden.seed)
      let named = golden.named ? RandomGenerator(seed: UInt64(golden.seed + 50)) : nil
      let loader = DataLoader(
        Indices(count: golden.count), batchSize: golden.batch, shuffle: golden.shuffle,
        dropLast: golden.dropLast, generator: named)
      for epoch in golden.epochs {
        #expect(Array(loader) == epoch)
        #expect(loader.count == epoch.count)
      }
      #expect(Tensor.rand([2]).array(of: Double.self) == golden.after)
      if let named {
        #expect(Tensor.rand([2], generator: named).array(of: Double.self) == golden.afterNamed)
      }
    }
  }

  @Test func batchesOfImagesAreNormalized() {
    let digits = DigitImages(
      height: 2, width: 2, pixels: [0, 255, 127, 128, 1, 2, 3, 4], labels: [7, 3])
    let batch = digits.batch([1, 0])
    #expect(batch.images.shape == [2, 4] && batch.images.dtype == .float32)
    #expect(batch.labels.array(of: Int.self) == [3, 7])
    let expected = [1, 2, 3, 4, 0, 255, 127, 128].map { (Float($0) / 255 - 0.5) / 0.5 }
    #expect(batch.images.array(of: Float.self) == expected)
  }

  @Test func aBatchOfNoneIsMisuse() async {
    await #expect(processExitsWith: .failure) {
      _ = DataLoader(Indices(count: 3), batchSize: 0)
    }
  }
}
