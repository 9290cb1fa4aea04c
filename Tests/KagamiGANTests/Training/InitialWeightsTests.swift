import Kagami
import KagamiNN
import Testing

@testable import KagamiGAN

/// What fresh networks begin with, and that every way to make a trainer gives it to them.
@Suite struct InitialWeightsTests {
  private func networks() -> (Generator, Discriminator) {
    (Generator(inputDim: 64, outputDim: 196), Discriminator(inputDim: 196))
  }

  private func bound(_ module: Module, _ index: Int) -> Double {
    module.stateDict()[index].tensor.abs().array(of: Double.self).max() ?? .nan
  }

  @Test func kaimingsBounds() {
    withGenerator(RandomGenerator(seed: 1)) {
      let (generator, discriminator) = networks()
      InitialWeights.kaiming.fill(generator, discriminator)
      // Weights stand at even places, biases at odd ones; of thousands the largest is near the bound.
      for (index, inputs) in [64, 256, 512, 1024].enumerated() {
        let expected = (6 / Double(inputs)).squareRoot()
        #expect((0.99 * expected...expected + 1e-6).contains(bound(generator, 2 * index)))
        #expect(bound(generator, 2 * index + 1) == 0)
      }
      for (index, inputs) in [196, 1024, 512].enumerated() {
        let expected = (6 / (1.04 * Double(inputs))).squareRoot()
        #expect((0.99 * expected...expected + 1e-6).contains(bound(discriminator, 2 * index)))
        #expect(bound(discriminator, 2 * index + 1) == 0)
      }
    }
  }

  /// Noise of zeros gives the mean image; so the layers before begin with nothing but what the noise adds.
  @Test func theMeanImage() async {
    withGenerator(RandomGenerator(seed: 1)) {
      let (generator, discriminator) = networks()
      let images = Tensor.rand([50, 196])
      InitialWeights.kaimingFromMean.fill(generator, discriminator, images: images)
      let drawn = noGrad { generator(Tensor.zeros([1, 64])) }.reshape([196])
      #expect(drawn.allClose(images.mean(axis: 0), rtol: 0, atol: 1e-6))
      InitialWeights.kaimingFromMean.fill(
        generator, discriminator, images: Tensor.full([2, 196], -1.0))
      let dark = noGrad { generator(Tensor.zeros([1, 64])) }
      #expect(dark.allClose(Tensor.full([1, 196], -0.995), rtol: 0, atol: 1e-6))
    }
    await #expect(processExitsWith: .failure) {
      InitialWeights.kaimingFromMean.fill(
        Generator(), Discriminator(), images: Tensor.zeros([3, 100]))
    }
  }

  @Test func linearLeavesThem() {
    withGenerator(RandomGenerator(seed: 1)) {
      let (generator, discriminator) = networks()
      let before = generator.stateDict()[0].tensor
      InitialWeights.linear.fill(generator, discriminator)
      #expect(generator.stateDict()[0].tensor.array(of: Float.self) == before.array(of: Float.self))
    }
  }

  @Test func everyWayToATrainer() throws {
    func weights(_ make: () -> any AdversarialTrainer) -> [Float] {
      withGenerator(RandomGenerator(seed: 2)) { make() }.generator.stateDict()[0].tensor
        .array(of: Float.self)
    }
    let plan = weights { Recipe.fast.plan().makeTrainer(latent: 3, pixels: 16) }
    #expect(weights { GANTrainer(recipe: .fast, latent: 3, pixels: 16) } == plan)
    #expect(weights { GANTrainer(recipe: .classic, latent: 3, pixels: 16) } != plan)
    // The average begins with the same weights.
    let trainer = withGenerator(RandomGenerator(seed: 2)) {
      Recipe.fast.plan().makeTrainer(latent: 3, pixels: 16)
    }
    #expect(trainer.sampler.stateDict()[0].tensor.array(of: Float.self) == plan)
  }
}
