import Kagami
import KagamiDistributed
import KagamiGAN
import KagamiNN

/// The README's script as it stands there, and with both networks wrapped as a user of several ranks writes it.
final class ClassicScript {
  private let generator: Module
  private let discriminator: Module
  private let optimizerG: Adam
  private let optimizerD: Adam
  private let criterion = BCELoss()
  private let real: Tensor
  /// Runs a pass in which the discriminator's gradients stay on each rank.
  private let withoutSync: (() -> Void) -> Void

  /// The script of one process.
  convenience init(real: Tensor) {
    self.init(
      real, Generator(inputDim: 100, outputDim: 784), Discriminator(inputDim: 784),
      withoutSync: { $0() })
  }

  /// The script of one of several ranks, `real` being its part of the images.
  static func wrapped(real: Tensor) throws -> ClassicScript {
    let generator = try DistributedDataParallel(Generator(inputDim: 100, outputDim: 784))
    let discriminator = try DistributedDataParallel(Discriminator(inputDim: 784))
    return ClassicScript(
      real, generator, discriminator, withoutSync: { discriminator.noSync($0) })
  }

  private init(
    _ real: Tensor, _ generator: Module, _ discriminator: Module,
    withoutSync: @escaping (() -> Void) -> Void
  ) {
    (self.real, self.generator, self.discriminator) = (real, generator, discriminator)
    self.withoutSync = withoutSync
    optimizerG = Adam(generator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
    optimizerD = Adam(discriminator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
  }

  func step() {
    let batch = real.shape[0]
    let z = Tensor.randn([batch, 100])
    optimizerG.zeroGrad()
    let fake = generator(z)
    withoutSync { criterion(discriminator(fake), Tensor.ones([batch, 1])).backward() }
    optimizerG.step()

    optimizerD.zeroGrad()
    let lossD =
      (criterion(discriminator(real), Tensor.ones([batch, 1]))
        + criterion(discriminator(fake.detach()), Tensor.zeros([batch, 1]))) / 2
    lossD.backward()
    optimizerD.step()
  }
}
