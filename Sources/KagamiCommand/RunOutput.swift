import Kagami
import KagamiData
import KagamiGAN
import KagamiNN

/// What a run leaves behind: pictures, metrics, networks and checkpoints.
///
/// Of several ranks the first has one.
final class RunOutput {
  /// Images in the picture of samples.
  private static let sampleCount = 64

  let folder: RunFolder
  let progress: ProgressReporter
  private let configuration: RunConfiguration
  private let fingerprint: String
  private let noise: Tensor
  private let log: MetricsLog
  private let events: TensorBoardLog?

  /// Opens the run's files.
  ///
  /// - Parameters:
  ///   - saved: What the run goes on from; nil for one from the beginning.
  ///   - step: The steps that are done.
  ///   - isRepeated: Whether the results of an epoch are written once more.
  init(
    _ configuration: RunConfiguration, _ digits: DigitImages, fingerprint: String,
    _ folder: RunFolder, _ progress: ProgressReporter, saved: SavedRun?, step: Int, isRepeated: Bool
  ) throws {
    (self.configuration, self.folder, self.progress) = (configuration, folder, progress)
    self.fingerprint = fingerprint
    // A stream of its own: the default one is the script's.
    noise = Tensor.randn(
      [Self.sampleCount, configuration.latent],
      generator: RandomGenerator(seed: UInt64(configuration.seed) + 1))
    let settings = try configuration.json(images: digits.count)
    guard let saved else {
      try folder.write(settings, to: "config.json")
      log = try MetricsLog(path: folder.claim("metrics.jsonl"))
      events = try configuration.tensorboard.map { try TensorBoardLog($0, settings: settings) }
      return
    }
    log = try MetricsLog(path: folder.claim("metrics.jsonl"), from: saved.metrics)
    let isMoved = saved.configuration.tensorboard != configuration.tensorboard
    events = try configuration.tensorboard.map { [log] folder in
      try TensorBoardLog(
        folder, settings: saved.configuration == configuration ? nil : settings,
        goingOnAt: step, isRepeated: isRepeated, records: log.records, isMoved: isMoved)
    }
    if saved.configuration != configuration { try folder.write(settings, to: "config.json") }
  }

  /// Adds a logged step.
  func add(_ record: MetricsRecord) throws {
    try log.append(record)
    try events?.add(record)
    progress.show(record)
  }

  /// Writes a checkpoint, unless the run is to leave none.
  func saveCheckpoint(_ trainer: any AdversarialTrainer, at position: RunPosition) throws {
    if configuration.checkpointEvery == 0 { return }
    try SavedRun(trainer, configuration, images: fingerprint, position, log.flushed()).save(
      in: folder)
  }

  /// Writes pictures and networks as they are now.
  func saveResults(_ trainer: any AdversarialTrainer, epoch: Int) throws {
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

  /// Closes the files of a run that is done.
  func complete() throws {
    progress.end()
    try events?.close()
    try folder.complete()
  }
}
