import KagamiGAN
import KagamiNN
import Testing

/// The pair is made by name.
@Suite struct GANModelsTests {
  @Test func byName() throws {
    GANModels.register()
    GANModels.register()
    #expect(Models.names.contains("gan_generator") && Models.names.contains("gan_discriminator"))
    let generator = try #require(try Models.make("gan_generator") as? Generator)
    #expect(generator.parameters().reduce(0) { $0 + $1.count } == 1_486_352)
    let small = try Models.make(
      "gan_discriminator", GANModels.DiscriminatorConfiguration(inputDim: 10))
    #expect((small as? Discriminator)?.inputDim == 10)
    #expect(throws: ModelError.self) { try Models.make("gan_generator", 3) }
  }
}
