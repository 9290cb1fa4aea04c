import Kagami
import KagamiDistributed
import KagamiNN

/// Two wrapped networks in one loop, as the README's script has them.
enum PairRun {
  static func results(_ world: ProcessGroup, steps: Int) throws -> StateDict {
    manualSeed(5 + world.rank)
    let generator = try DistributedDataParallel(
      Sequential(Linear(6, 16), ReLU(), Linear(16, 12), Tanh()))
    let discriminator = try DistributedDataParallel(
      Sequential(Linear(12, 16), LeakyReLU(0.2), Linear(16, 1), Sigmoid()))
    let optimizerG = Adam(generator.parameters(), lr: 1e-2, betas: (0.5, 0.999))
    let optimizerD = SGD(discriminator.parameters(), lr: 1e-1, momentum: 0.9)
    let criterion = BCELoss()
    for step in 0..<steps {
      let stream = RandomGenerator(seed: UInt64(50 * step + world.rank))
      let (z, real) = (
        Tensor.randn([4, 6], generator: stream), Tensor.randn([4, 12], generator: stream)
      )
      optimizerG.zeroGrad()
      let fake = generator(z)
      discriminator.noSync { criterion(discriminator(fake), Tensor.ones([4, 1])).backward() }
      optimizerG.step()

      optimizerD.zeroGrad()
      criterion(discriminator(real), Tensor.ones([4, 1])).backward()
      criterion(discriminator(fake.detach()), Tensor.zeros([4, 1])).backward()
      optimizerD.step()
    }
    return generator.stateDict().map { ("generator.\($0.name)", $0.tensor) }
      + discriminator.stateDict().map { ("discriminator.\($0.name)", $0.tensor) }
  }
}
