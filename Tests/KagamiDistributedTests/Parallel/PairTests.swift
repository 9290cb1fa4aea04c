import Kagami
import KagamiDistributed
import KagamiNN
import TestSupport
import Testing

/// Two wrapped networks that are trained against each other, by optimizers of two kinds, have the bits of one process.
///
/// The discriminator's gradients are averaged after each of two passes: the mean of a mean and what is new.
@Suite(.wants("MPI", if: !MPIRun.all.isEmpty)) struct PairTests {
  private func average(_ parameters: [Parameter], _ gradients: [[Tensor?]]) {
    for (place, parameter) in parameters.enumerated() {
      let rows = gradients.compactMap { $0[place].map { [$0] } }
      if !rows.isEmpty { parameter.grad = tree(rows, +)[0] / Double(rows.count) }
    }
  }

  private func reference(_ ranks: Int, steps: Int) -> StateDict {
    withGenerator(RandomGenerator(seed: 5)) {
      let generator = Sequential(Linear(6, 16), ReLU(), Linear(16, 12), Tanh())
      let discriminator = Sequential(Linear(12, 16), LeakyReLU(0.2), Linear(16, 1), Sigmoid())
      let (ownG, ownD) = (generator.parameters(), discriminator.parameters())
      let optimizerG = Adam(ownG, lr: 1e-2, betas: (0.5, 0.999))
      let optimizerD = SGD(ownD, lr: 1e-1, momentum: 0.9)
      let criterion = BCELoss()
      for step in 0..<steps {
        let batches = (0..<ranks).map { rank in
          let stream = RandomGenerator(seed: UInt64(50 * step + rank))
          return (
            z: Tensor.randn([4, 6], generator: stream),
            real: Tensor.randn([4, 12], generator: stream)
          )
        }
        var fakes: [Tensor] = []
        let gradientsG = batches.map { batch in
          generator.zeroGrad()
          let fake = generator(batch.z)
          fakes.append(fake.detach())
          criterion(discriminator(fake), Tensor.ones([4, 1])).backward()
          return ownG.map(\.grad)
        }
        average(ownG, gradientsG)
        optimizerG.step()

        // Each rank adds its own to what the pass before left on all.
        var before: [Tensor?] = ownD.map { _ in nil }
        for pass in 0..<2 {
          let gradients = (0..<ranks).map { rank in
            for (parameter, gradient) in zip(ownD, before) { parameter.grad = gradient }
            pass == 0
              ? criterion(discriminator(batches[rank].real), Tensor.ones([4, 1])).backward()
              : criterion(discriminator(fakes[rank]), Tensor.zeros([4, 1])).backward()
            return ownD.map(\.grad)
          }
          average(ownD, gradients)
          before = ownD.map(\.grad)
        }
        optimizerD.step()
      }
      return generator.stateDict().map { ("generator.\($0.name)", $0.tensor) }
        + discriminator.stateDict().map { ("discriminator.\($0.name)", $0.tensor) }
    }
  }

  @Test(arguments: [2, 3]) func equalsOneProcess(_ ranks: Int) throws {
    guard let launcher = MPIRun.all.first else { return }
    let found = try Ranks(launcher, ranks, "pair", "20")
    let expected = reference(ranks, steps: 20)
    #expect(expected.count == 8)
    for rank in 0..<ranks {
      for (name, tensor) in expected {
        #expect(try found.tensor(name, rank).bytes == tensor.bytes, "\(name) on rank \(rank)")
      }
    }
  }
}
