import Kagami
import KagamiData
import KagamiGAN
import KagamiNN

/// A training run from the first step, or from a checkpoint, to the saved networks.
final class TrainingRun {
  /// Images in the picture of samples.
  private static let sampleCount = 64

  private let configuration: RunConfiguration
  private let folder: RunFolder
  private let progress: ProgressReporter
  private let total: Int
  private let fingerprint: String
  private let trainer: any AdversarialTrainer
  private let loader: DataLoader<DigitImages>
  private let order: RandomGenerator
  private let noise: Tensor
  private let log: MetricsLog
  private let events: TensorBoardLog?
  private var position: RunPosition

  /// Draws the networks, or takes them over from a checkpoint, and opens the run's files.
  ///
  /// - Parameter saved: What to go on from; nil for a run from the beginning.
  init(
    configuration: RunConfiguration, digits: DigitImages, folder: RunFolder,
    progress: ProgressReporter, saved: SavedRun? = nil
  ) throws {
    (self.configuration, self.folder, self.progress) = (configuration, folder, progress)
    total = configuration.totalSteps(images: digits.count)
    fingerprint = digits.fingerprint()
    manualSeed(configuration.seed)
    trainer = configuration.plan(steps: total).makeTrainer(
      latent: configuration.latent, pixels: digits.height * digits.width,
      images: digits.prefix(InitialWeights.imageCount).all.images)
    // Order and picture noise have streams of their own: the default one is the script's.
    order = RandomGenerator(seed: UInt64(configuration.seed))
    loader = DataLoader(
      digits, batchSize: configuration.batchSize, shuffle: configuration.shuffle, dropLast: true,
      generator: order)
    noise = Tensor.randn(
      [Self.sampleCount, configuration.latent],
      generator: RandomGenerator(seed: UInt64(configuration.seed) + 1))
    position = RunPosition(order: order.state)
    let settings = try configuration.json(images: digits.count)
    guard let saved else {
      try folder.write(settings, to: "config.json")
      log = try MetricsLog(path: folder.claim("metrics.jsonl"))
      events = try configuration.tensorboard.map { try TensorBoardLog($0, settings: settings) }
      return
    }
    guard saved.images == fingerprint else {
      throw RunError(
        "\(configuration.data): its images have the fingerprint \(fingerprint), expected those that "
          + "the run began with, of \(saved.images)")
    }
    try saved.restore(trainer)
    position = saved.position
    try order.setState(position.order)
    log = try MetricsLog(path: folder.claim("metrics.jsonl"), from: saved.metrics)
    let isRepeated = position.batches >= loader.count && trainer.stepCount < total
    let isMoved = saved.configuration.tensorboard != configuration.tensorboard
    events = try configuration.tensorboard.map { [trainer, log] folder in
      try TensorBoardLog(
        folder, settings: saved.configuration == configuration ? nil : settings,
        goingOnAt: trainer.stepCount, isRepeated: isRepeated, records: log.records,
        isMoved: isMoved)
    }
    if saved.configuration != configuration {
      try folder.write(settings, to: "config.json")
      // From now on the run has these settings, whenever it is stopped.
      try saveCheckpoint()
    }
    progress.say("going on at step \(trainer.stepCount) of \(total), epoch \(position.epoch)")
  }

  /// Trains.
  ///
  /// - Throws: ``RunInterrupted`` after a signal, when a checkpoint is saved.
  func start() throws {
    if configuration.checkpointEvery != 0 { Interruption.watch() }
    progress.begin(at: trainer.stepCount)
    while trainer.stepCount < total {
      let epoch = position.epoch
      try trainEpoch()
      try saveResults(epoch: epoch)
      let isLast = trainer.stepCount == total
      if configuration.checkpointEvery == nil || isLast { try saveCheckpoint() }
    }
    progress.end()
    try events?.close()
    try folder.complete()
  }

  /// Does the batches of the epoch that are left.
  private func trainEpoch() throws {
    var batches = loader.makeIterator()
    for _ in 0..<min(position.batches, loader.count) { _ = batches.next() }
    while let batch = batches.next() {
      let report = try trainer.step(real: batch.images)
      position.batches += 1
      let step = trainer.stepCount
      let rate = progress.advance(to: step, images: configuration.batchSize)
      if step % configuration.logEvery == 0 || step == total {
        let record = MetricsRecord(
          step: step, epoch: position.epoch, lossG: report.lossG, lossD: report.lossD,
          realScore: report.realScore, fakeScore: report.fakeScore, imagesPerSecond: rate)
        try log.append(record)
        try events?.add(record)
        progress.show(record)
      }
      // Where all steps are done, results come before the checkpoint.
      if step == total { return }
      if let number = Interruption.signalNumber {
        try saveCheckpoint()
        progress.end()
        throw RunInterrupted(signalNumber: number, step: step)
      }
      if let every = configuration.checkpointEvery, every > 0, step % every == 0 {
        try saveCheckpoint()
      }
    }
    position = RunPosition(epoch: position.epoch + 1, order: order.state)
  }

  private func saveCheckpoint() throws {
    if configuration.checkpointEvery == 0 { return }
    try SavedRun(trainer, configuration, images: fingerprint, position, log.flushed()).save(
      in: folder)
  }

  /// Writes pictures and networks as they are now.
  private func saveResults(epoch: Int) throws {
    let number = String(epoch)
    let padded = String(repeating: "0", count: max(0, 3 - number.count)) + number
    let picture = SamplePicture.grid(trainer.sampler, noise: noise)
    try folder.write(PNG.encode(picture), to: "samples/epoch-\(padded).png")
    try events?.add(picture, trainer, step: trainer.stepCount)
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
