import Foundation
import Kagami
import KagamiGAN
import Testing

/// Counts of classes, and how sure a classifier is of them.
@Suite struct LabelHistogramTests {
  @Test func agreesWithSciPy() throws {
    let golden = try QualityGoldens.load().labels
    let logits = Tensor(golden.logits, dtype: .float64)
    let found = LabelHistogram(logits: logits)
    #expect(found.counts == golden.counts)
    let divergence = found.divergence(from: LabelHistogram(counts: golden.data))
    #expect(
      difference([divergence, found.effectiveModes], [golden.divergence, golden.effectiveModes])
        == nil)
    let confidence = ClassifierConfidence(logits: logits)
    #expect(
      difference(
        [confidence.mean, confidence.confidentShare],
        [golden.meanConfidence, golden.confidentShare]) == nil)
  }

  @Test func aClassThatIsMissing() {
    let (some, all) = (LabelHistogram(counts: [6, 0, 6]), LabelHistogram(counts: [5, 5, 5]))
    #expect(some.modesCovered == 2 && all.modesCovered == 3)
    #expect(difference([some.effectiveModes, all.effectiveModes], [2, 3]) == nil)
    #expect(difference([some.divergence(from: all)], [0.4054651081081644]) == nil)  // log 1.5
    #expect(all.divergence(from: some) == .infinity)
    #expect(all.divergence(from: LabelHistogram(counts: [7, 7, 7])) == 0)
  }

  @Test func labelsAreCounted() throws {
    let found = LabelHistogram(labels: Tensor([2, 0, 2, 2] as [Int]), classes: 4)
    #expect(
      found.counts == [1, 0, 3, 0] && found.total == 4 && found.shares == [0.25, 0, 0.75, 0])
    let text = try JSONEncoder().encode(found)
    #expect(try JSONDecoder().decode(LabelHistogram.self, from: text) == found)
  }
}
