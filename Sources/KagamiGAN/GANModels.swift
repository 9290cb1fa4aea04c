internal import KagamiNN

/// The pairs among the ready models: `gan_generator` and `gan_discriminator`, and `dcgan_generator` and
/// `dcgan_discriminator`.
///
/// ```swift
/// GANModels.register()
/// let generator = try Models.make("gan_generator", GANModels.GeneratorConfiguration(inputDim: 64))
/// ```
public enum GANModels {
  /// The extents of a generator.
  public struct GeneratorConfiguration: Sendable {
    /// The extent of the noise.
    public var inputDim: Int
    /// The number of pixels.
    public var outputDim: Int

    /// Noise of 100 numbers and images of 28 × 28 pixels by default.
    public init(inputDim: Int = 100, outputDim: Int = 784) {
      (self.inputDim, self.outputDim) = (inputDim, outputDim)
    }
  }

  /// The extents of a discriminator.
  public struct DiscriminatorConfiguration: Sendable {
    /// The number of pixels.
    public var inputDim: Int

    /// Images of 28 × 28 pixels by default.
    public init(inputDim: Int = 784) { self.inputDim = inputDim }
  }

  private static let registered: Void = {
    Models.register("gan_generator", defaults: GeneratorConfiguration()) {
      Generator(inputDim: $0.inputDim, outputDim: $0.outputDim)
    }
    Models.register("gan_discriminator", defaults: DiscriminatorConfiguration()) {
      Discriminator(inputDim: $0.inputDim)
    }
    Models.register("dcgan_generator", defaults: DCGAN()) { DCGANGenerator($0) }
    Models.register("dcgan_discriminator", defaults: DCGAN()) { DCGANDiscriminator($0) }
  }()

  /// Registers the pairs with `KagamiNN.Models`; further calls have no effect.
  public static func register() { registered }
}
