import Kagami
import KagamiGAN
import KagamiNN

/// The README's script as it stands there.
final class ClassicScript {
  private let generator = Generator(inputDim: 100, outputDim: 784)
  private let discriminator = Discriminator(inputDim: 784)
  private let optimizerG: Adam
  private let optimizerD: Adam
  private let criterion = BCELoss()
  private let real: Tensor

  init(real: Tensor) {
    self.real = real
    optimizerG = Adam(generator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
    optimizerD = Adam(discriminator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
  }

  func step() {
    let batch = real.shape[0]
    let z = Tensor.randn([batch, 100])
    optimizerG.zeroGrad()
    let fake = generator(z)
    let lossG = criterion(discriminator(fake), Tensor.ones([batch, 1]))
    lossG.backward()
    optimizerG.step()

    optimizerD.zeroGrad()
    let lossD =
      (criterion(discriminator(real), Tensor.ones([batch, 1]))
        + criterion(discriminator(fake.detach()), Tensor.zeros([batch, 1]))) / 2
    lossD.backward()
    optimizerD.step()
  }
}
