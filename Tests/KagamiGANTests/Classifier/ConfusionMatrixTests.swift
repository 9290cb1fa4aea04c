import KagamiGAN
import Testing

/// Pairs of labels and predictions are counted where they belong.
@Suite struct ConfusionMatrixTests {
  @Test func counts() {
    let confusion = ConfusionMatrix(labels: [7, 7, 1, 0], predicted: [7, 1, 1, 9])
    #expect(confusion.counts[7][7] == 1 && confusion.counts[7][1] == 1)
    #expect(confusion.counts[1][1] == 1 && confusion.counts[1][7] == 0)
    #expect(confusion.counts[0][9] == 1 && confusion.counts[9][0] == 0)
    #expect(confusion.counts.count == 10 && confusion.counts.allSatisfy { $0.count == 10 })
    #expect(confusion.total == 4 && confusion.correct == 2 && confusion.accuracy == 0.5)
  }

  @Test func noPairs() {
    let confusion = ConfusionMatrix(labels: [], predicted: [])
    #expect(confusion.total == 0 && confusion.accuracy.isNaN)
  }

  @Test func misuse() async {
    let counts = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ConfusionMatrix(labels: [1, 2], predicted: [1]) }
    let text = String(decoding: counts?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("ConfusionMatrix: 2 labels do not fit 1 predictions"))
    let digits = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ConfusionMatrix(labels: [1], predicted: [10]) }
    let words = String(decoding: digits?.standardErrorContent ?? [], as: UTF8.self)
    #expect(words.contains("ConfusionMatrix: 10 is not a digit"))
  }
}
