import Kagami
import KagamiGAN
import Testing

/// The closed-form linear generator has the moments of what it was fitted to.
@Suite struct PCASamplerTests {
  /// Data of two directions within three pixels, small enough that nothing is clamped.
  private func data(_ count: Int) -> Tensor {
    withGenerator(RandomGenerator(seed: 3)) {
      let z = Tensor.randn([count, 2], dtype: .float64)
      let mixing = Tensor([[0.05, 0.02, 0.01], [0.0, 0.04, -0.03]], dtype: .float64)
      return z.matmul(mixing) + Tensor([0.1, -0.2, 0.3] as [Double], dtype: .float64)
    }
  }

  @Test func momentsComeBack() throws {
    let x = data(500)
    let sampler = try PCASampler(of: x, components: 2)
    #expect(sampler.components == 2)
    let moments = GaussianMoments(of: x)
    // Whitened noise, whose own moments are exact.
    let raw = Tensor.randn([400, 2], dtype: .float64, generator: RandomGenerator(seed: 4))
    let centred = raw - raw.mean(axis: 0, keepDims: true)
    let (u, _, _) = try centred.svd(fullMatrices: false)
    let noise = (u * 399.0.squareRoot()).to(.float32)
    let found = GaussianMoments(of: sampler.images(from: noise))
    #expect((found.mean - moments.mean).abs().amax().item() < 1e-6)
    #expect((found.covariance - moments.covariance).abs().amax().item() < 1e-7)
  }

  @Test func imagesAreClamped() throws {
    let sampler = try PCASampler(of: 100 * data(50), components: 1)
    let images = sampler.images(from: Tensor.randn([20, 1]))
    #expect(images.shape == [20, 3])
    #expect(images.abs().amax().item() <= 1)
  }

  @Test func moreComponentsThanPixels() async {
    await #expect(processExitsWith: .failure) {
      _ = try PCASampler(of: Tensor.randn([9, 3]), components: 4)
    }
  }
}
