import Kagami
import KagamiGAN
import Testing

/// Mean discrepancies of kernels.
@Suite struct KernelDistanceTests {
  @Test func agreesWithScikitLearn() throws {
    let golden = try QualityGoldens.load()
    let (x, y) = (golden.realSet, golden.generatedSet)
    let bandwidth = KernelDistance.medianDistance(x)
    let found = [
      KernelDistance(x, y).squared, bandwidth,
      KernelDistance(x, y, kernel: .gaussian(bandwidth: bandwidth)).squared,
    ]
    #expect(difference(found, [golden.polynomial, golden.bandwidth, golden.gaussian]) == nil)
    #expect(difference([KernelDistance(y, x).squared], [golden.polynomial]) == nil)
  }

  /// By hand for two numbers each: pairs of different rows only, and (xy + 1)ᵈ for width 1.
  @Test func twoNumbersEach() {
    let (x, y) = (Tensor([[1.0], [2]]), Tensor([[0.0], [1]]))
    // 3³ + 1³ − 2·(1 + 2³ + 1 + 3³)/4
    #expect(KernelDistance(x, y).squared == 28 - 18.5)
    // 3 + 1 − 2·(1 + 2 + 1 + 3)/4
    #expect(KernelDistance(x, y, kernel: .polynomial(degree: 1)).squared == 0.5)
    #expect(KernelDistance.medianDistance(Tensor([[0.0], [1], [5]])) == 4)
  }

  /// The blocks on both sides of the diagonal count.
  @Test func setsMayFillManyBlocks() {
    let stream = RandomGenerator(seed: 1)
    let (x, y) = (
      Tensor.randn([2100, 2], generator: stream), Tensor.randn([1100, 2], generator: stream)
    )
    func off(_ z: Tensor) -> Double {
      let (all, count) = (kernel(z, z), Double(z.shape[0]))
      let own = (all * Tensor.eye(z.shape[0], dtype: .float64)).sum().item()
      return (all.sum().item() - own) / (count * (count - 1))
    }
    func kernel(_ a: Tensor, _ b: Tensor) -> Tensor {
      (PairwiseDistances(from: a, to: b).squares() * -0.5).exp()
    }
    let expected = off(x) + off(y) - 2 * kernel(x, y).mean().item()
    let found = KernelDistance(x, y, kernel: .gaussian(bandwidth: 1)).squared
    #expect(abs(found - expected) < 1e-12)
  }

  /// Unbiased: of one distribution some estimates are below 0, and all are near it.
  @Test func samplesOfOneDistribution() {
    let found = (0..<20).map { seed in
      let x = Tensor.randn([60, 4], generator: RandomGenerator(seed: UInt64(seed)))
      return KernelDistance(
        x.narrow(axis: 0, start: 0, length: 30), x.narrow(axis: 0, start: 30, length: 30)
      ).squared
    }
    #expect(found.contains { $0 < 0 } && found.contains { $0 > 0 })
    #expect(abs(found.reduce(0, +) / 20) < 0.2)
  }
}
