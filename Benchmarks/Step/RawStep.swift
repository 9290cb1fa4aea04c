import Kagami
import KagamiKernels

/// The kernel calls of the trainer's classic step, with memory that is there already: no tensors, no
/// graph, no modules, no losses.
final class RawStep {
  private let generator = RawNetwork(StepArithmetic.generator, hidden: .relu, last: .tanh)
  private let discriminator = RawNetwork(
    StepArithmetic.discriminator, hidden: .leakyReLU(slope: 0.2), last: .sigmoid)
  private let batch: Int
  private let real, noise, slope: RawMemory
  private let fake, onFake, onReal: RawNetwork.Pass
  private let stream = RandomGenerator(seed: 4)

  init(real: Tensor) {
    batch = real.shape[0]
    self.real = RawMemory(real.shape, -1, 1)
    noise = RawMemory([batch, StepArithmetic.generator[0]], -1, 1)
    slope = RawMemory([batch, 1], -1, 1)
    fake = generator.makePass(batch: batch)
    onFake = discriminator.makePass(batch: batch)
    onReal = discriminator.makePass(batch: batch)
  }

  func run() {
    // Fresh noise is part of the work.
    _ = Tensor.randn(noise.shape, generator: stream)
    generator.forward(noise, fake)
    discriminator.forward(fake.output, onFake)
    discriminator.backward(fake.output, onFake, slope, weights: true, input: true)
    generator.backward(noise, fake, onFake.slope, weights: true, input: false)
    generator.adam()
    discriminator.forward(real, onReal)
    discriminator.backward(real, onReal, slope, weights: true, input: false, adding: true)
    discriminator.adam()
  }
}
