import Kagami
import KagamiGAN
import KagamiNN
import Foundation

/// One training step of the GAN, done in several ways that take turns.
struct StepSuite {
  /// A way of doing the step; the names are those of the report's rows.
  enum Way: String, CaseIterable {
    /// The script of the README.
    case classic
    /// The trainer with recipe classic: the same weights, less work.
    case trainer
    /// The trainer with recipe fast.
    case fast
  }

  let batch: Int

  func measure(rounds: Int) -> [(Way, Timing)] {
    let real = Tensor.uniform([batch, 784], -1, 1, generator: RandomGenerator(seed: 3))
    let script = ClassicScript(real: real)
    let trainer = GANTrainer(recipe: .classic)
    let fast = GANTrainer(recipe: .fast)
    func train(_ trainer: GANTrainer) {
      // Noise is never a NaN's source; a loss that is not finite would be a fault of the engine.
      do { _ = try trainer.step(real: real) } catch { fatalError("\(error)") }
    }
    let only = ProcessInfo.processInfo.environment["ONLY"]; let bodies: [() -> Void] = only != nil ? [{ train(trainer) }] : [{ script.step() }, { train(trainer) }, { train(fast) }]
    let timings = Timing.interleaved(rounds: rounds, turn: 40, warmUps: 2, bodies)
    return Array(zip(Way.allCases, timings))
  }
}

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
