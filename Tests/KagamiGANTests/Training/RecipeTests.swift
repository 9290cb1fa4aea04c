import Kagami
import KagamiGAN
import KagamiNN
import TestSupport
import Testing

/// Every recipe trains as a script in PyTorch does, step by step.
@Suite struct RecipeTests {
  @Test func everyRecipeFollowsPyTorch() throws {
    let golden = try AdversarialGolden.load()
    #expect(Set(golden.runs.map(\.recipe)) == Set(Recipe.allCases.map(\.rawValue)))
    for run in golden.runs { try follow(run, golden) }
  }

  private func follow(_ run: AdversarialGolden.Run, _ golden: AdversarialGolden) throws {
    let recipe = try #require(Recipe(rawValue: run.recipe))
    let stream = RandomGenerator(seed: 4)
    try withGenerator(RandomGenerator(seed: 3)) {
      // Weights are drawn in float32, and doubled.
      let generator = Generator(
        inputDim: golden.latent, outputDim: golden.pixels, hidden: golden.hidden)
      let discriminator = Discriminator(inputDim: golden.pixels, hidden: golden.hidden.reversed())
      generator.to(.float64)
      discriminator.to(.float64)
      let trainer = recipe.plan().makeTrainer(generator, discriminator)
      var losses: [Double] = []
      for _ in run.losses {
        let shape: Shape = [golden.batch, golden.pixels]
        let real = Tensor.rand(shape, dtype: .float64, generator: stream) * 2 - 1
        let report = try trainer.step(real: real)
        losses += [report.lossG, report.lossD]
      }
      let found = [losses, weights(trainer.sampler), weights(discriminator)]
      let expected = [Array(run.losses.joined()), run.sampler, run.discriminator]
      for (found, expected) in zip(found, expected) {
        #expect(Near.difference(found, expected, relative: 1e-9) == nil, "\(recipe)")
      }
    }
  }

  private func weights(_ module: Module) -> [Double] {
    module.parameters()[0].value.array(of: Double.self)
  }

  /// Steps of a run are known to a plan whose numbers change.
  @Test func numbersChangeOverTheRun() throws {
    var plan = Recipe.fast.plan(steps: 4)
    plan.optimizer = .adam(lr: Ramp(1e-3, to: 0), beta1: 0, beta2: Ramp(0.9, to: 0.99))
    try withGenerator(RandomGenerator(seed: 1)) {
      let trainer = plan.makeTrainer(latent: 3, pixels: 16)
      let real = Tensor.rand([2, 16])
      for _ in 0..<4 { _ = try trainer.step(real: real) }
      let before = weights(trainer.generator)
      // At the end of the run the rate is 0, and it stays there.
      _ = try trainer.step(real: real)
      #expect(weights(trainer.generator) == before)
    }
  }
}
