import ArgumentParser
import Kagami
import KagamiData
import KagamiGAN

/// The command `kagami train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a generator against a discriminator.",
    discussion: """
      The folder named by --out receives config.json, metrics.jsonl, losses.png, \
      samples/epoch-001.png and so on, generator.safetensors and discriminator.safetensors (and, \
      with --recipe fast, generator-average.safetensors). A run that was there before stays until \
      the new one is complete.
      """)

  @Option(help: "\"strokes\" for digits drawn in code, or a folder with MNIST's files.")
  var data = "strokes"

  @Option(help: "Which of the two sets: train or test.")
  var split: MNIST.Split = .train

  @Option(help: "Passes over the data; 20 unless --recipe fast, then 6.")
  var epochs: Int?

  @Option(help: "Steps after which to stop, whatever --epochs says.")
  var steps: Int?

  @Option(help: "Images in a batch.")
  var batchSize = 64

  @Option(help: "Extent of the noise that images are made from.")
  var latent = 100

  @Option(help: "Learning rate; 2e-4 unless --recipe fast, then 4e-4.")
  var lr: Double?

  @Option(help: "Adam's first beta; 0.5 unless --recipe fast, then 0.")
  var beta1: Double?

  @Option(help: "Adam's second beta; 0.999 unless --recipe fast, then 0.99.")
  var beta2: Double?

  @Option(help: "Seed of all random numbers.")
  var seed = 0

  @Option(help: "classic, or fast: logits, R1 penalty, averaged generator.")
  var recipe: Recipe = .classic

  @Flag(help: "Take the images in their order, the same in each epoch.")
  var noShuffle = false

  @Option(help: "Steps between two records of the metrics.")
  var logEvery = 50

  @Option(help: "Folder for what the run leaves behind.")
  var out = "runs/latest"

  @Option(help: "Threads to share large computations among; all processors unless given.")
  var threads: Int?

  func run() throws {
    let configuration = try checked()
    if let threads { setNumThreads(threads) }
    // Data and folder are looked at before anything is written.
    let digits = try DataSource(data, split: split, seed: seed).load()
    guard digits.count >= batchSize else {
      throw UsageError(
        "--batch-size \(batchSize): \(data) has \(digits.count) images, which leaves nothing to "
          + "train on; expected at most \(digits.count)")
    }
    let folder = try RunFolder(out)
    let run = TrainingRun(
      configuration: configuration, digits: digits, folder: folder,
      progress: ProgressReporter(total: configuration.totalSteps(images: digits.count)))
    do {
      try run.start()
    } catch {
      folder.abandon()
      throw error
    }
    print("pictures: \(folder.path)/samples, losses: \(folder.path)/losses.png")
  }

  /// The settings, if all make sense.
  private func checked() throws -> RunConfiguration {
    func require(_ isValid: Bool, _ flag: String, _ value: Any, _ expected: String) throws {
      if !isValid { throw UsageError("\(flag) \(value): expected \(expected)") }
    }
    try require(batchSize > 0, "--batch-size", batchSize, "1 or more")
    try require(latent > 0, "--latent", latent, "1 or more")
    try require(logEvery > 0, "--log-every", logEvery, "1 or more")
    try require((epochs ?? 1) > 0, "--epochs", epochs ?? 0, "1 or more")
    try require((steps ?? 1) > 0, "--steps", steps ?? 0, "1 or more")
    try require((threads ?? 1) > 0, "--threads", threads ?? 0, "1 or more")
    try require(seed >= 0, "--seed", seed, "0 or more")
    let lr = lr ?? recipe.lr
    try require(lr > 0 && lr.isFinite, "--lr", lr, "a number above 0")
    let betas = (beta1 ?? recipe.betas.0, beta2 ?? recipe.betas.1)
    try require((0..<1).contains(betas.0), "--beta1", betas.0, "0 or more and less than 1")
    try require((0..<1).contains(betas.1), "--beta2", betas.1, "0 or more and less than 1")
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
