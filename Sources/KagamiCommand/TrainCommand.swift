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
      with a recipe that has a moving average, generator-average.safetensors). Only files that an earlier run wrote are \
      replaced, once the new one is complete; a file of another origin under one of these names \
      stops the command before it begins.
      """)

  @Option(help: "\"strokes\" for digits drawn in code, or a folder with MNIST's files.")
  var data = "strokes"

  @Option(help: "Which of the two sets: train or test.")
  var split: MNIST.Split = .train

  @Option(
    parsing: .unconditional,
    help: "Passes over the data; the recipe's unless given: 6 of fast, 60 of best, 20 of others.",
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
    parsing: .unconditional, help: "Learning rate as training begins; the recipe's unless given.",
    transform: NumberArgument.double)
  var lr: Double?

  @Option(
    parsing: .unconditional, help: "Adam's first beta; the recipe's unless given.",
    transform: NumberArgument.double)
  var beta1: Double?

  @Option(
    parsing: .unconditional, help: "Adam's second beta; the recipe's unless given.",
    transform: NumberArgument.double)
  var beta2: Double?

  @Option(
    parsing: .unconditional, help: "Seed of all random numbers.",
    transform: NumberArgument.integer)
  var seed = 0

  @Option(
    help: """
      classic; fast: logits, R1 penalty, averaged generator; or another loss: \
      \(Recipe.allCases.dropFirst(2).map(\.rawValue).joined(separator: ", ")).
      """)
  var recipe: Recipe = .classic

  @Flag(help: "Take the images in their order, the same in each epoch.")
  var noShuffle = false

  @Option(
    parsing: .unconditional, help: "Steps between two records of the metrics.",
    transform: NumberArgument.integer)
  var logEvery = 50

  @Option(help: "Folder for what the run leaves behind.")
  var out = "runs/latest"

  @OptionGroup
  var threads: ThreadsOption

  func run() throws {
    let configuration = try checked()
    threads.apply()
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
    try threads.check()
    try UsageError.require("--seed", seed, in: 0 ... .max)
    let optimizer = try OptimizerFlags(lr: lr, beta1: beta1, beta2: beta2).checked(for: recipe)
    return RunConfiguration(
      data: data, split: split.rawValue, epochs: epochs ?? defaultEpochs, steps: steps,
      batchSize: batchSize, latent: latent, lr: optimizer.lr, beta1: optimizer.beta1,
      beta2: optimizer.beta2, seed: seed, recipe: recipe, shuffle: !noShuffle, logEvery: logEvery,
      threads: threads.threads ?? numThreads)
  }

  /// With --steps alone, as many epochs as they take.
  private var defaultEpochs: Int {
    if steps != nil { return .max }
    return recipe.epochs
  }
}
