import Kagami
import KagamiGAN
import Testing

/// Shares of samples within balls around others.
@Suite struct PrecisionRecallTests {
  @Test func agreesWithNumPy() throws {
    let golden = try QualityGoldens.load()
    let found = PrecisionRecall(real: golden.realSet, generated: golden.generatedSet, k: 3)
    #expect(found.precision == golden.precisionRecall.precision)
    #expect(found.recall == golden.precisionRecall.recall)
  }

  @Test func equalSetsCoverEachOther() {
    let x = Tensor.randn([300, 3], generator: RandomGenerator(seed: 1))
    let same = PrecisionRecall(real: x, generated: x)
    #expect(same.precision == 1 && same.recall == 1)
    let far = PrecisionRecall(real: x, generated: x + 1000)
    #expect(far.precision == 0 && far.recall == 0)
  }

  /// Half of the data, exactly: what is there is right, the other half is missing; and the reverse.
  @Test func halfTheData() {
    let left = Tensor.randn([200, 2], generator: RandomGenerator(seed: 2))
    let both = Tensor.concatenate([left, left + 100])
    let half = PrecisionRecall(real: both, generated: left)
    #expect(half.precision == 1 && half.recall == 0.5)
    let twice = PrecisionRecall(real: left, generated: both)
    #expect(twice.precision == 0.5 && twice.recall == 1)
  }

  /// On a line at 0, 1, 2, 3 the first neighbours are 1 away: a ball ends with its border.
  @Test func bordersBelongToTheBall() {
    let real = Tensor([[0.0], [1], [2], [3]], dtype: .float64)
    let generated = Tensor([[4.0], [4.5], [-1], [1.5]], dtype: .float64)
    #expect(PrecisionRecall(real: real, generated: generated, k: 1).precision == 0.75)
  }
}
