import Foundation
import Kagami
import KagamiGAN
import KagamiNN
import Testing

/// The classic script's losses against PyTorch's, step by step.
@Suite struct TrajectoryTests {
  struct File: Decodable {
    let runs: [Run]
  }

  struct Run: Decodable, Sendable, CustomTestStringConvertible {
    let optimizer: String
    let order: String
    let seed: Int
    let batch: Int
    let latent: Int
    let lossG: [Double]
    let lossD: [Double]

    var testDescription: String { "\(optimizer) \(order) seed \(seed) \(batch)×\(latent)" }

    /// Adam divides by tiny second moments, which amplifies last bits: PyTorch's own scalar and
    /// vector kernels part by up to 3e-2 at step 40.
    func tolerance(at step: Int) -> Double { optimizer == "sgd" || step < 10 ? 1e-5 : 5e-2 }
  }

  static let runs: [Run] = {
    guard let url = Bundle.module.url(forResource: "Goldens/trajectories", withExtension: "json"),
      let file = try? JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    else { return [] }
    return file.runs
  }()

  @Test func goldensAreThere() { #expect(Self.runs.count == 9) }

  @Test(arguments: runs) func lossesFollowPyTorch(_ run: Run) {
    withGenerator(RandomGenerator(seed: UInt64(run.seed))) {
      let script = Script(run)
      let real = RandomGenerator(seed: UInt64(1000 + run.seed))
      for step in run.lossG.indices {
        let (lossG, lossD) = script.step(
          real: Tensor.rand([run.batch, 784], generator: real) * 2 - 1)
        let tolerance = run.tolerance(at: step)
        #expect(abs(lossG - run.lossG[step]) <= tolerance, "lossG at step \(step)")
        #expect(abs(lossD - run.lossD[step]) <= tolerance, "lossD at step \(step)")
      }
    }
  }

  /// The script of the README, in either order.
  struct Script {
    let run: Run
    let generator: Generator
    let discriminator: Discriminator
    let optimizerG: Optimizer
    let optimizerD: Optimizer
    let criterion = BCELoss()

    init(_ run: Run) {
      func optimizer(_ module: Module) -> Optimizer {
        run.optimizer == "adam"
          ? Adam(module.parameters(), lr: 2e-4, betas: (0.5, 0.999))
          : SGD(module.parameters(), lr: 0.05)
      }
      self.run = run
      generator = Generator(inputDim: run.latent, outputDim: 784)
      discriminator = Discriminator(inputDim: 784)
      optimizerG = optimizer(generator)
      optimizerD = optimizer(discriminator)
    }

    func step(real: Tensor) -> (lossG: Double, lossD: Double) {
      let fake = generator(Tensor.randn([run.batch, run.latent]))
      if run.order == "GD" {
        let lossG = updateGenerator(fake)
        return (lossG, updateDiscriminator(real, fake))
      }
      let lossD = updateDiscriminator(real, fake)
      return (updateGenerator(fake), lossD)
    }

    private func updateGenerator(_ fake: Tensor) -> Double {
      optimizerG.zeroGrad()
      let loss = criterion(discriminator(fake), Tensor.ones([run.batch, 1]))
      loss.backward()
      optimizerG.step()
      return loss.item()
    }

    private func updateDiscriminator(_ real: Tensor, _ fake: Tensor) -> Double {
      optimizerD.zeroGrad()
      let loss =
        (criterion(discriminator(real), Tensor.ones([run.batch, 1]))
          + criterion(discriminator(fake.detach()), Tensor.zeros([run.batch, 1]))) / 2
      loss.backward()
      optimizerD.step()
      return loss.item()
    }
  }
}
