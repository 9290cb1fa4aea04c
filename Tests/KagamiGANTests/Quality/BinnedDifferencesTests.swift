import Kagami
import KagamiGAN
import Testing

/// Bins with too many or too few samples.
@Suite struct BinnedDifferencesTests {
  @Test func agreesWithSciPy() throws {
    let golden = try QualityGoldens.load()
    let clusters = KMeans(
      golden.realSet, centres: Tensor(golden.clusters.start, dtype: .float64), tolerance: 0)
    let found = BinnedDifferences(clusters).compare(golden.generatedSet)
    #expect(found.counts == golden.bins.counts)
    #expect(found.differing == golden.bins.differing)
    #expect(difference([found.jensenShannon], [golden.bins.jensenShannon]) == nil)
    #expect(found.bins == 4 && found.differingShare == Double(golden.bins.differing) / 4)
  }

  @Test func aSetHasTheBinsOfItself() {
    let x = Tensor.randn([500, 4], generator: RandomGenerator(seed: 1))
    let bins = BinnedDifferences(x, bins: 10, generator: RandomGenerator(seed: 2))
    let found = bins.compare(x)
    #expect(found.counts == bins.trainingCounts && found.counts.reduce(0, +) == 500)
    #expect(found.differing == 0 && found.jensenShannon == 0)
    // Another set of the distribution: a bin in twenty by chance.
    let other = bins.compare(Tensor.randn([500, 4], generator: RandomGenerator(seed: 3)))
    #expect(other.differing <= 3)
  }

  /// The threshold is on |z|: here p₁ = 0.5 and p₂ = 0.75 with n = 100 each, so z = 3.65.
  @Test func theThresholdCounts() {
    let ends = Tensor([[0.0], [10]], dtype: .float64)
    let half = Tensor(Array(repeating: 0.0, count: 50) + Array(repeating: 10, count: 50))
    let bins = BinnedDifferences(
      KMeans(half.unsqueeze(axis: 1), centres: ends, maxIterations: 1))
    let more = Tensor(Array(repeating: 0.0, count: 75) + Array(repeating: 10, count: 25))
    func differing(_ threshold: Double) -> Int {
      bins.compare(more.unsqueeze(axis: 1), threshold: threshold).differing
    }
    #expect(differing(3.6) == 2 && differing(3.7) == 0)
    #expect(bins.compare(Tensor.zeros([100, 1])).differing == 2)
  }
}
