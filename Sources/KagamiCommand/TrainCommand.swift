import ArgumentParser
import CommandSupport
import Kagami
import KagamiData
import KagamiGAN

/// The command `kagami train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a generator against a discriminator.",
    discussion: """
      The folder named by --out receives config.json, metrics.jsonl, losses.svg, \
      samples/epoch-001.png and so on, generator.safetensors and discriminator.safetensors (and, \
      with --recipe fast, generator-average.safetensors). Only files that an earlier run wrote are \
      replaced, once the new one is complete; a file of another origin under one of these names \
      stops the command before it begins.
      """)

  @Option(help: "\"strokes\" for digits drawn in code, or a folder with MNIST's files.")
  var data = "strokes"

  @Option(help: "Which of the two sets: train or test.")
  var split: MNIST.Split = .train

  @Option(
    parsing: .unconditional, help: "Passes over the data; 20 unless --recipe fast, then 6.",
    transform: NumberArgument.integer)
  var epochs: Int?

  @Option(
    parsing: .unconditional, help: "Steps after which to stop, whatever --epochs says.",
    transform: NumberArgument.integer)
  var steps: Int?

  @Option(
    parsing: .unconditional, help: "Images in a batch.",
    transform: NumberArgument.integer)
  var batchSize = 64

  @Option(
    parsing: .unconditional, help: "Extent of the noise that images are made from.",
    transform: NumberArgument.integer)
  var latent = 100

  @Option(
    parsing: .unconditional, help: "Learning rate; 2e-4 unless --recipe fast, then 4e-4.",
    transform: NumberArgument.double)
  var lr: Double?

  @Option(
    parsing: .unconditional, help: "Adam's first beta; 0.5 unless --recipe fast, then 0.",
    transform: NumberArgument.double)
  var beta1: Double?

  @Option(
    parsing: .unconditional, help: "Adam's second beta; 0.999 unless --recipe fast, then 0.99.",
    transform: NumberArgument.double)
  var beta2: Double?

  @Option(
    parsing: .unconditional, help: "Seed of all random numbers.",
    transform: NumberArgument.integer)
  var seed = 0

  @Option(help: "classic, or fast: logits, R1 penalty, averaged generator.")
  var recipe: Recipe = .classic

  @Flag(help: "Take the images in their order, the same in each epoch.")
  var noShuffle = false

  @Option(
    parsing: .unconditional, help: "Steps between two records of the metrics.",
    transform: NumberArgument.integer)
  var logEvery = 50

  @Option(help: "Folder for what the run leaves behind.")
  var out = "runs/latest"

  @Option(
    parsing: .unconditional,
    help: "Threads to share large computations among; all processors unless given.",
    transform: NumberArgument.integer)
  var threads: Int?

  func run() throws {
    let configuration = try checked()
    if let threads { setNumThreads(threads) }
    // Data and folder are checked before anything is written.
    try RunFolder.check(out)
    let digits = try DataSource(data, split: split, seed: seed).load()
    guard digits.count >= batchSize else {
      throw UsageError(
        "--batch-size \(batchSize): \(data) has \(digits.count) images, which leaves nothing to "
          + "train on; expected at most \(digits.count)")
    }
    let folder = try RunFolder(out)
    let progress = ProgressReporter(total: configuration.totalSteps(images: digits.count))
    if let note = folder.note { progress.say(note) }
    let run = TrainingRun(
      configuration: configuration, digits: digits, folder: folder, progress: progress)
    do {
      try run.start()
    } catch {
      guard let remains = folder.remains else { throw error }
      throw RunError("\(error); what this run wrote is in \(remains)")
    }
    progress.say("pictures: \(folder.path)/samples, losses: \(folder.path)/losses.svg")
    // A run is worth more than its lines, so it went on without them; the exit status reports it.
    if let failure = progress.failure {
      throw RunError("\(failure); the run is complete in \(folder.path)")
    }
  }

  /// The settings, if all make sense.
  private func checked() throws -> RunConfiguration {
    try ModelMemory.check(latent: latent, batchSize: batchSize, isTrained: true)
    try UsageError.require("--log-every", logEvery, in: 1 ... .max)
    try UsageError.require("--epochs", epochs, in: 1...1_000_000)
    try UsageError.require("--steps", steps, in: 1...1_000_000_000_000)
    try UsageError.require("--threads", threads, in: 1...1024)
    try UsageError.require("--seed", seed, in: 0 ... .max)
    let lr = lr ?? recipe.lr
    try UsageError.require(lr > 0 && lr.isFinite, "--lr", lr, "a number above 0")
    let betas = (beta1 ?? recipe.betas.0, beta2 ?? recipe.betas.1)
    try UsageError.require(
      (0..<1).contains(betas.0), "--beta1", betas.0, "0 or more and less than 1")
    try UsageError.require(
      (0..<1).contains(betas.1), "--beta2", betas.1, "0 or more and less than 1")
    return RunConfiguration(
      data: data, split: split.rawValue, epochs: epochs ?? defaultEpochs, steps: steps,
      batchSize: batchSize, latent: latent, lr: lr, beta1: betas.0, beta2: betas.1, seed: seed,
      recipe: recipe, shuffle: !noShuffle, logEvery: logEvery, threads: threads ?? numThreads)
  }

  /// With --steps alone, as many epochs as they take.
  private var defaultEpochs: Int {
    if steps != nil { return .max }
    return recipe == .classic ? 20 : 6
  }
}
