import Kagami
import KagamiDistributed
import KagamiNN

/// The README's script with both networks wrapped, as a user of several ranks writes it.
final class DistributedScript {
  private let generator: Module
  private let discriminator: Module
  private let optimizerG: Adam
  private let optimizerD: Adam
  private let criterion = BCELoss()
  private let real: Tensor
  /// Runs a pass in which the discriminator's gradients stay on each rank.
  private let withoutSync: (() -> Void) -> Void

  /// - Parameters:
  ///   - generator: `[n, 100]` to `[n, 784]`.
  ///   - discriminator: `[n, 784]` to `[n, 1]`.
  ///   - real: One rank's images.
  ///   - isWrapped: Whether the networks are wrapped.
  init(_ generator: Module, _ discriminator: Module, real: Tensor, isWrapped: Bool) throws {
    if isWrapped {
      let wrapped = try DistributedDataParallel(discriminator)
      self.generator = try DistributedDataParallel(generator)
      self.discriminator = wrapped
      withoutSync = { wrapped.noSync($0) }
    } else {
      (self.generator, self.discriminator) = (generator, discriminator)
      withoutSync = { $0() }
    }
    self.real = real
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
