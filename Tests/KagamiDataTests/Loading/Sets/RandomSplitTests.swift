import Kagami
import KagamiData
import TestSupport
import Testing

/// Parts are PyTorch's, index for index.
@Suite struct RandomSplitTests {
  @Test func partsArePyTorchs() {
    #expect(DataSetGoldens.shared.splits.count == 15)
    for golden in DataSetGoldens.shared.splits {
      let isSame = DataSetGoldens.streams(
        seed: golden.count, named: golden.named, after: golden.after,
        afterNamed: golden.afterNamed
      ) { generator in
        let data = IndexData(count: golden.count)
        let parts =
          golden.fractions.isEmpty
          ? randomSplit(data, lengths: golden.lengths, generator: generator)
          : randomSplit(data, fractions: golden.fractions, generator: generator)
        #expect(parts.map(\.indices) == golden.parts)
        for part in parts { #expect(part.all == part.indices) }
      }
      #expect(isSame)
    }
  }

  @Test func wrongSumsAreMisuse() async {
    await #expect(processExitsWith: .failure) {
      _ = randomSplit(IndexData(count: 10), lengths: [.max, .max, 12])
    }
    await #expect(processExitsWith: .failure) {
      _ = randomSplit(IndexData(count: 10), fractions: [0.3, 0.6])
    }
  }
}
