import Kagami
import KagamiGAN
import Testing

/// How well nearest neighbours separate two sets.
@Suite struct TwoSampleTestTests {
  @Test func agreesWithScikitLearn() throws {
    let golden = try QualityGoldens.load()
    let real = golden.realSet.narrow(axis: 0, start: 0, length: 50)
    let found = TwoSampleTest(real: real, generated: golden.generatedSet)
    #expect(found.realAccuracy == golden.twoSample.real)
    #expect(found.generatedAccuracy == golden.twoSample.generated)
    #expect(found.accuracy == (golden.twoSample.real + golden.twoSample.generated) / 2)
  }

  @Test func setsFarApartAndOfOneKind() {
    let stream = RandomGenerator(seed: 1)
    let (x, y) = (
      Tensor.randn([400, 3], generator: stream), Tensor.randn([400, 3], generator: stream)
    )
    #expect(TwoSampleTest(real: x, generated: y + 100).accuracy == 1)
    #expect(abs(TwoSampleTest(real: x, generated: y).accuracy - 0.5) < 0.1)
  }

  /// Copies lie nearer to their originals than anything of their own kind.
  @Test func copiesAreFound() {
    let x = Tensor.randn([200, 3], generator: RandomGenerator(seed: 2))
    #expect(TwoSampleTest(real: x, generated: x + 1e-5).accuracy == 0)
  }

  /// Pairs of generated samples beside real ones that stand apart.
  @Test func crowdsShowInTheHalves() {
    let real = Tensor([[0.0], [1], [2], [3]], dtype: .float64)
    let generated = Tensor([[0.1], [0.15], [2.1], [2.15]], dtype: .float64)
    let found = TwoSampleTest(real: real, generated: generated)
    #expect(found.generatedAccuracy == 1 && found.realAccuracy == 0 && found.accuracy == 0.5)
  }

  @Test func equalDistancesCountHalf() {
    let x = Tensor([[0.0], [1]], dtype: .float64)
    let y = Tensor([[2.0], [-1]], dtype: .float64)
    // 0 has 1 and −1 at the same distance, and 1 has 0 and 2.
    #expect(TwoSampleTest(real: x, generated: y).realAccuracy == 0.5)
  }
}
