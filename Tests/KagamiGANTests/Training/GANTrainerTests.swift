import Kagami
import KagamiGAN
import KagamiNN
import Testing

/// The trainer does what its recipes say.
@Suite struct GANTrainerTests {
  private func real(_ batch: Int, seed: UInt64 = 4) -> Tensor {
    Tensor.uniform([batch, 784], -1, 1, generator: RandomGenerator(seed: seed))
  }

  /// The classic recipe is the script, but for a rounding in the factor between two losses' slopes.
  @Test func classicIsTheScript() throws {
    let (trained, scripted) = try withGenerator(RandomGenerator(seed: 5)) {
      let trainer = GANTrainer(recipe: .classic, latent: 10)
      let reports = try (0..<3).map { try trainer.step(real: real(8, seed: UInt64($0))) }

      manualSeed(5)
      let (generator, discriminator) = (Generator(inputDim: 10), Discriminator())
      let optimizerG = Adam(generator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
      let optimizerD = Adam(discriminator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
      let criterion = BCELoss()
      let losses = (0..<3).map { step in
        let fake = generator(Tensor.randn([8, 10]))
        optimizerG.zeroGrad()
        let lossG = criterion(discriminator(fake), Tensor.ones([8, 1]))
        lossG.backward()
        optimizerG.step()
        optimizerD.zeroGrad()
        let lossD =
          (criterion(discriminator(real(8, seed: UInt64(step))), Tensor.ones([8, 1]))
            + criterion(discriminator(fake.detach()), Tensor.zeros([8, 1]))) / 2
        lossD.backward()
        optimizerD.step()
        return [lossG.item(), lossD.item()]
      }
      return (reports.map { [$0.lossG, $0.lossD] }, losses)
    }
    #expect(trained[0] == scripted[0])
    for (a, b) in zip(trained.joined(), scripted.joined()) { #expect(abs(a - b) <= 2e-7 * b) }
  }

  /// Weights end as the same bits for any number of threads.
  @Test func threadsDoNotShow() throws {
    func weights(_ threads: Int, _ recipe: Recipe) throws -> [[Float]] {
      let before = numThreads
      setNumThreads(threads)
      defer { setNumThreads(before) }
      return try withGenerator(RandomGenerator(seed: 1)) {
        let trainer = recipe.plan().makeTrainer(latent: 20)
        for step in 0..<2 { _ = try trainer.step(real: real(64, seed: UInt64(step))) }
        return (trainer.generator.parameters() + trainer.discriminator.parameters())
          .map { $0.value.array(of: Float.self) }
      }
    }
    for recipe in [Recipe.classic, .relativistic, .wganGP] {
      let one = try weights(1, recipe)
      #expect(try weights(2, recipe) == one)
      #expect(try weights(3, recipe) == one)
    }
  }

  @Test func fastKeepsAnAverage() throws {
    try withGenerator(RandomGenerator(seed: 2)) {
      let trainer = GANTrainer(recipe: .fast, latent: 10)
      let average = try #require(trainer.average)
      #expect(trainer.sampler === average.module)
      let before = average.module.parameters()[0].value.array(of: Double.self)
      let report = try trainer.step(real: real(16))
      #expect(report.lossG.isFinite && report.lossD.isFinite)
      #expect((0...1).contains(report.realScore) && (0...1).contains(report.fakeScore))
      let after = average.module.parameters()[0].value.array(of: Double.self)
      let weights = trainer.generator.parameters()[0].value.array(of: Double.self)
      for index in [0, 7, 500] {
        // Half of the average is to be older than a tenth of the images so far: it keeps 0.5¹⁰.
        let expected = before[index] / 1024 + weights[index] * 1023 / 1024
        #expect(abs(after[index] - expected) < 1e-7)
      }
      #expect(trainer.stepCount == 1)
    }
  }

  /// The average draws nothing from the stream: with and without it networks and noise are the same.
  @Test func averagesDrawNothing() {
    func next(_ average: MovingAverage?) -> [Float] {
      withGenerator(RandomGenerator(seed: 3)) {
        var plan = Recipe.fast.plan()
        plan.average = average
        let trainer = plan.makeTrainer(latent: 10)
        return trainer.discriminator.parameters()[0].value.array(of: Float.self).suffix(3)
          + Tensor.randn([4]).array(of: Float.self)
      }
    }
    #expect(next(nil) == next(.decay(0.999)))
  }

  @Test func aLossThatIsNotFiniteStops() throws {
    let trainer = GANTrainer(recipe: .classic, latent: 10)
    _ = try trainer.step(real: real(4))
    trainer.generator.parameters()[0].update { $0 *= Double.infinity }
    let error = try #require(throws: TrainingError.self) { try trainer.step(real: real(4)) }
    guard case .nonFiniteLoss(let step, _, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(step == 2)
    #expect(error.description.contains("at step 2"))
    #expect(!error.description.contains("\n"))
  }
}

/// Batches that hold no images stop with their shape.
@Suite struct GANTrainerMisuseTests {
  @Test func emptyBatches() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = try GANTrainer(recipe: .classic, latent: 2, pixels: 4).step(real: .zeros([0, 4])) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("GANTrainer.step: a batch of [0, 4] has no images of 4 pixels"))
  }
}
