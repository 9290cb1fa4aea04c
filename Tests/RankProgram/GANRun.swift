import Kagami
import KagamiDistributed
import KagamiGAN
import KagamiNN

/// The pair of networks in training, each rank on its rows of every batch.
enum GANRun {
  /// The images of a whole batch.
  static func batch(_ step: Int, count: Int) -> Tensor {
    Tensor.rand([count, 784], generator: RandomGenerator(seed: UInt64(step))) * 2 - 1
  }

  static func results(_ world: ProcessGroup, steps: Int, recipe name: String) throws -> StateDict {
    let recipe = Recipe(rawValue: name) ?? .classic
    manualSeed(3)
    let trainer = recipe.plan(steps: steps).makeTrainer(images: batch(0, count: 64))
    trainer.replica = Replica(index: world.rank, count: world.size) { parameters in
      do { try world.averageGradients(of: parameters) } catch { world.abort("\(error)") }
    }
    let before = world.traffic
    var differences = 0
    for step in 0..<steps {
      let whole = batch(step, count: 24)
      _ = try trainer.step(real: whole[stride(from: world.rank, to: 24, by: world.size)])
      for parameter in trainer.generator.parameters() + trainer.discriminator.parameters() {
        let checksum = parameter.value.sum()
        let all = try world.allGather(checksum)
        if all.contains(where: { !$0.isIdentical(to: all[0]) }) { differences += 1 }
      }
    }
    let moved = world.traffic - before
    return trainer.stateDict() + [
      ("differences", Tensor(differences)), ("sent", Tensor(moved.sentBytes)),
    ]
  }
}
