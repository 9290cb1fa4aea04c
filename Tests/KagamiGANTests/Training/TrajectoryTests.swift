import Foundation
import Kagami
import KagamiGAN
import KagamiNN
import Testing

/// The classic script's losses against PyTorch's, step by step: in float64 for long, and in float32 for
/// ten steps in which no input of a ReLU or LeakyReLU is near its kink.
///
/// At a kink the last bit of a sum, which differs between processors, decides a sample's gradient; in
/// float32 losses then part by 1e-5 within ten steps.
@Suite struct TrajectoryTests {
  struct File: Decodable {
    let runs: [Run]
  }

  struct Run: Decodable, Sendable, CustomTestStringConvertible {
    let dtype: String
    /// The smallest magnitude of an input of a kinked activation.
    let margin: Double
    let optimizer: String
    let order: String
    let seed: Int
    let batch: Int
    let latent: Int
    /// Units of the generator's hidden layers; the discriminator's are the same from the last to the first.
    let widths: [Int]
    let lossG: [Double]
    let lossD: [Double]

    var testDescription: String { "\(dtype) \(optimizer) \(order) seed \(seed) \(batch)×\(latent)" }

    var isDouble: Bool { dtype == "float64" }
    var type: DType { isDouble ? .float64 : .float32 }
    var tolerance: Double { isDouble ? 1e-6 : 1e-5 }
  }

  static let runs: [Run] = {
    guard let url = Bundle.module.url(forResource: "Goldens/trajectories", withExtension: "json"),
      let file = try? JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    else { return [] }
    return file.runs
  }()

  @Test func goldensAreThere() {
    #expect(Self.runs.filter(\.isDouble).count == 9)
    #expect(Self.runs.filter { !$0.isDouble }.count == 4)
  }

  @Test(arguments: runs) func lossesFollowPyTorch(_ run: Run) {
    withGenerator(RandomGenerator(seed: UInt64(run.seed))) {
      let script = Script(run)
      let real = RandomGenerator(seed: UInt64(1000 + run.seed))
      for step in run.lossG.indices {
        let pixels = Tensor.rand([run.batch, 784], generator: real) * 2 - 1
        let (lossG, lossD) = script.step(real: pixels.to(run.type))
        #expect(abs(lossG - run.lossG[step]) <= run.tolerance, "lossG at step \(step)")
        #expect(abs(lossD - run.lossD[step]) <= run.tolerance, "lossD at step \(step)")
      }
      if !run.isDouble {
        #expect(run.margin > 1e-5, "PyTorch's own run came near a kink")
        #expect(script.margin > 1e-5)
      }
    }
  }

  /// The script of the README, in either order.
  final class Script {
    let run: Run
    let generator: Sequential
    let discriminator: Sequential
    let optimizerG: Optimizer
    let optimizerD: Optimizer
    let criterion = BCELoss()
    /// The smallest magnitude of an input of a kinked activation so far.
    private(set) var margin = Double.infinity

    init(_ run: Run) {
      func optimizer(_ module: Module) -> Optimizer {
        run.optimizer == "adam"
          ? Adam(module.parameters(), lr: 2e-4, betas: (0.5, 0.999))
          : SGD(module.parameters(), lr: 0.05)
      }
      self.run = run
      (generator, discriminator) = Self.models(run)
      // Weights are drawn in float32 whatever the precision of the run.
      generator.to(run.type)
      discriminator.to(run.type)
      optimizerG = optimizer(generator)
      optimizerD = optimizer(discriminator)
    }

    /// The models of the library, or ones with fewer units.
    private static func models(_ run: Run) -> (Sequential, Sequential) {
      let (a, b, c) = (run.widths[0], run.widths[1], run.widths[2])
      if c == 1024 {
        let generator = Generator(inputDim: run.latent, outputDim: 784)
        return (generator.model, Discriminator(inputDim: 784).model)
      }
      let generator = Sequential(
        Linear(run.latent, a), ReLU(inplace: true), Linear(a, b), ReLU(inplace: true),
        Linear(b, c), ReLU(inplace: true), Linear(c, 784), Tanh())
      let discriminator = Sequential(
        Linear(784, c), LeakyReLU(0.2, inplace: true), Linear(c, b), LeakyReLU(0.2, inplace: true),
        Linear(b, a), LeakyReLU(0.2, inplace: true), Linear(a, 1), Sigmoid())
      return (generator, discriminator)
    }

    func step(real: Tensor) -> (lossG: Double, lossD: Double) {
      let fake = call(generator, Tensor.randn([run.batch, run.latent], dtype: run.type))
      if run.order == "GD" {
        let lossG = updateGenerator(fake)
        return (lossG, updateDiscriminator(real, fake))
      }
      let lossD = updateDiscriminator(real, fake)
      return (updateGenerator(fake), lossD)
    }

    /// The model's result; before it, the distance that its first three layers keep from kinks.
    private func call(_ model: Sequential, _ x: Tensor) -> Tensor {
      if !run.isDouble {
        noGrad {
          for layers in [1, 3, 5] {
            margin = min(margin, model.prefix(layers, x).abs().amin().item())
          }
        }
      }
      return model(x)
    }

    private func filled(_ value: Double) -> Tensor {
      Tensor.full([run.batch, 1], value, dtype: run.type)
    }

    private func updateGenerator(_ fake: Tensor) -> Double {
      optimizerG.zeroGrad()
      let loss = criterion(call(discriminator, fake), filled(1))
      loss.backward()
      optimizerG.step()
      return loss.item()
    }

    private func updateDiscriminator(_ real: Tensor, _ fake: Tensor) -> Double {
      optimizerD.zeroGrad()
      let loss =
        (criterion(call(discriminator, real), filled(1))
          + criterion(call(discriminator, fake.detach()), filled(0))) / 2
      loss.backward()
      optimizerD.step()
      return loss.item()
    }
  }
}
