import Kagami
import KagamiData
import KagamiGAN
import KagamiNN

/// A training run from the first step to the saved networks.
struct TrainingRun {
  let configuration: RunConfiguration
  let digits: DigitImages
  let folder: RunFolder
  let progress: ProgressReporter

  /// Images in the picture of samples.
  private static let sampleCount = 64

  /// Trains.
  func start() throws {
    manualSeed(configuration.seed)
    let total = configuration.totalSteps(images: digits.count)
    let trainer = configuration.plan(steps: total).makeTrainer(
      latent: configuration.latent, pixels: digits.height * digits.width,
      images: digits.prefix(InitialWeights.imageCount).all.images)
    // Order and picture noise have streams of their own: the default one is the script's.
    let loader = DataLoader(
      digits, batchSize: configuration.batchSize, shuffle: configuration.shuffle, dropLast: true,
      generator: RandomGenerator(seed: UInt64(configuration.seed)))
    let noise = Tensor.randn(
      [Self.sampleCount, configuration.latent],
      generator: RandomGenerator(seed: UInt64(configuration.seed) + 1))
    try folder.write(configuration.json(images: digits.count), to: "config.json")
    let log = try MetricsLog(path: folder.claim("metrics.jsonl"))

    progress.begin()
    var epoch = 0
    while trainer.stepCount < total {
      epoch += 1
      for batch in loader {
        let report = try trainer.step(real: batch.images)
        let step = trainer.stepCount
        let rate = progress.advance(to: step, images: configuration.batchSize)
        if step % configuration.logEvery == 0 || step == total {
          let record = MetricsRecord(
            step: step, epoch: epoch, lossG: report.lossG, lossD: report.lossD,
            realScore: report.realScore, fakeScore: report.fakeScore, imagesPerSecond: rate)
          try log.append(record)
          progress.show(record)
        }
        if step == total { break }
      }
      try save(trainer, log, noise, epoch: epoch)
    }
    progress.end()
    try folder.complete()
  }

  /// Writes pictures and networks as they are now.
  private func save(
    _ trainer: any AdversarialTrainer, _ log: MetricsLog, _ noise: Tensor, epoch: Int
  ) throws {
    let number = String(epoch)
    let padded = String(repeating: "0", count: max(0, 3 - number.count)) + number
    let picture = try SamplePicture.png(trainer.sampler, noise: noise)
    try folder.write(picture, to: "samples/epoch-\(padded).png")
    let losses = log.chart(
      title: "Losses: \(configuration.data), recipe \(configuration.recipe.rawValue)")
    try folder.write(Array(losses.utf8), to: "losses.svg")
    func saveModule(_ module: Module, _ name: String) throws {
      try Safetensors.save(module.stateDict(), to: folder.claim(name + ".safetensors"))
    }
    try saveModule(trainer.generator, "generator")
    try saveModule(trainer.discriminator, "discriminator")
    if trainer.sampler !== trainer.generator {
      try saveModule(trainer.sampler, "generator-average")
    }
  }
}
