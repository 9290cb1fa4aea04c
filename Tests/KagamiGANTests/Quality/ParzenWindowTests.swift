import Kagami
import KagamiGAN
import Testing

/// Log-likelihoods under Gaussians around samples.
@Suite struct ParzenWindowTests {
  @Test func agreesWithScikitLearn() throws {
    let golden = try QualityGoldens.load()
    let validation = Tensor(golden.validation, dtype: .float64)
    let window = ParzenWindow(golden.generatedSet, selectingOn: validation)
    #expect(difference(ParzenWindow.sigmas, golden.parzen.sigmas) == nil)
    #expect(difference(window.validationMeans, golden.parzen.validationMeans) == nil)
    #expect(difference([window.sigma], [golden.parzen.sigma]) == nil)
    let found = window.logLikelihoods(of: golden.realSet)
    #expect(found.dtype == .float64)
    #expect(difference(found, [golden.parzen.logLikelihoods]) == nil)
    let score = window.score(of: golden.realSet)
    #expect(
      difference(
        [score.mean, score.standardError], [golden.parzen.mean, golden.parzen.standardError]) == nil
    )
  }

  /// Around one sample it is a normal density: at the sample, and one σ beside it in one of two pixels.
  @Test func oneSampleIsANormalDensity() {
    let window = ParzenWindow(Tensor([[0.5, 0.25]], dtype: .float64), sigma: 0.5)
    let images = Tensor([[0.5, 0.25], [1, 0.25]], dtype: .float64)
    let peak = -2 * 0.2257913526447274  // log(0.5·√2π)
    let found = window.logLikelihoods(of: images).array(of: Double.self)
    #expect(difference(found, [peak, peak - 0.5]) == nil)
    #expect(window.validationMeans.isEmpty)
  }

  /// The sum over samples goes on from block to block, and underflows nowhere.
  @Test func samplesMayFillManyBlocks() {
    let samples = Tensor.randn([2100, 2], dtype: .float64, generator: RandomGenerator(seed: 1))
    let images = Tensor([[0.1, 0.2], [300, -300]], dtype: .float64)
    let found = ParzenWindow(samples, sigma: 0.1).logLikelihoods(of: images)
    let squares = PairwiseDistances(from: images, to: samples).squares()
    let constant = Double.pi * 2 * 0.01 * 2100
    let expected = (squares * -50).logSumExp(axis: 1) - Tensor(constant, dtype: .float64).log()
    #expect(found.allFinite)
    #expect(difference(found.array(of: Double.self), expected.array(of: Double.self)) == nil)
  }

  /// The first of equally good candidates, and the best wherever it stands.
  @Test func theBestSigmaIsTaken() {
    let x = Tensor.randn([40, 3], dtype: .float64, generator: RandomGenerator(seed: 2))
    let others = Tensor.randn([40, 3], dtype: .float64, generator: RandomGenerator(seed: 3))
    for sigmas in [[0.01, 0.5, 30], [0.5, 0.01, 30], [0.01, 30, 0.5]] {
      #expect(ParzenWindow(x, selectingOn: others, among: sigmas).sigma == 0.5)
    }
  }
}
