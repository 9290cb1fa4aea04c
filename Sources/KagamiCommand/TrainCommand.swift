import ArgumentParser
import CommandSupport
import Kagami
import KagamiData
import KagamiDistributed
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

      checkpoint.safetensors holds all that the run needs to go on, and \
      checkpoint-previous.safetensors the same from before. They are written once an epoch, or as \
      --checkpoint-every has it, at the end, and when the command is interrupted: by Ctrl-C or SIGTERM, once; \
      a second time ends it at once. Then, or after a crash,

        kagami train --resume FOLDER

      goes on with the settings in the folder. What the run leaves is what it would have left \
      without a stop, bit for bit, whatever --threads. A larger --epochs, or --steps of a run that \
      has them, makes a run longer, a finished one too; rates that change over a run then change over \
      the longer one.

      Started by mpirun, the command trains on several processes, on one machine or many: each computes its \
      part of every batch, so that --batch-size is that of all together, and the first one writes. Processors are \
      shared out among the processes of a machine unless --threads is given.

        mpirun -n 4 kagami train --batch-size 256
      """)

  @Option(
    help: """
      Folder of a run to go on with, from its newest checkpoint; only --epochs and --steps, larger \
      than before, --checkpoint-every, --tensorboard, --threads and another place of the same --data may \
      be given.
      """)
  var resume: String?

  @Option(
    help: "\"strokes\" for digits drawn in code, or a folder with MNIST's files. (default: strokes)"
  )
  var data: String?

  @Option(help: "Which of the two sets: train or test. (default: train)")
  var split: MNIST.Split?

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
    parsing: .unconditional, help: "Images in a batch. (default: 64)",
    transform: NumberArgument.integer)
  var batchSize: Int?

  @Option(
    parsing: .unconditional,
    help: "Extent of the noise that images are made from. (default: 100)",
    transform: NumberArgument.integer)
  var latent: Int?

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
    parsing: .unconditional, help: "Seed of all random numbers. (default: 0)",
    transform: NumberArgument.integer)
  var seed: Int?

  @Option(
    help: """
      classic; fast: logits, R1 penalty, averaged generator; or another loss: \
      \(Recipe.allCases.dropFirst(2).map(\.rawValue).joined(separator: ", ")). (default: classic)
      """)
  var recipe: Recipe?

  @Flag(help: "Take the images in their order, the same in each epoch.")
  var noShuffle = false

  @Option(
    parsing: .unconditional, help: "Steps between two records of the metrics. (default: 50)",
    transform: NumberArgument.integer)
  var logEvery: Int?

  @Option(
    parsing: .unconditional,
    help: "Steps between two checkpoints, 0 for none at all; once an epoch unless given.",
    transform: NumberArgument.integer)
  var checkpointEvery: Int?

  @Option(
    help: """
      Folder for event files, which TensorBoard shows: the metrics, the samples and the distribution of \
      the weights once an epoch, the settings. A run that goes on does so there.
      """)
  var tensorboard: String?

  @Option(help: "Folder for what the run leaves behind. (default: runs/latest)")
  var out: String?

  @OptionGroup
  var threads: ThreadsOption

  func run() throws {
    try threads.check()
    // No number depends on it.
    threads.apply()
    let world = try ProcessGroup.world
    do {
      let run = try world.together {
        try resume.map { try goOn(in: $0, world) } ?? begin(in: out ?? "runs/latest", world)
      }
      try train(run, world)
    } catch {
      // The first rank says what went wrong.
      if world.rank == 0 || error is ExitCode { throw error }
      throw ExitCode(error is UsageError ? CommandRunner.usageStatus : 1)
    }
  }

  /// What is there before the first step.
  struct Preparation {
    let configuration: RunConfiguration
    let digits: DigitImages
    /// Where the run writes; nil on ranks that do not.
    let folder: RunFolder?
    let saved: SavedRun?
  }

  private func begin(in out: String, _ world: ProcessGroup) throws -> Preparation {
    let configuration = try configuration(world)
    // Data and folder are checked before anything is written.
    if world.rank == 0 { try RunFolder.check(out) }
    let digits = try images(configuration, from: configuration.data)
    if world.rank > 0 {
      return Preparation(configuration: configuration, digits: digits, folder: nil, saved: nil)
    }
    if let events = configuration.tensorboard { try TensorBoardLog.check(events) }
    return Preparation(
      configuration: configuration, digits: digits, folder: try RunFolder(out), saved: nil)
  }

  /// The images, if there are enough.
  func images(_ configuration: RunConfiguration, from data: String) throws -> DigitImages {
    let split = MNIST.Split(rawValue: configuration.split) ?? .train
    let digits = try DataSource(data, split: split, seed: configuration.seed).load()
    guard digits.count >= configuration.batchSize else {
      throw UsageError(
        "--batch-size \(configuration.batchSize): \(data) has \(digits.count) images, which leaves "
          + "nothing to train on; expected at most \(digits.count)")
    }
    return digits
  }

  /// Trains to the end, or until a signal.
  private func train(_ prepared: Preparation, _ world: ProcessGroup) throws {
    let (configuration, folder) = (prepared.configuration, prepared.folder)
    let total = configuration.totalSteps(images: prepared.digits.count)
    let progress = ProgressReporter(total: total)
    if let note = folder?.note { progress.say(note) }
    if world.size > 1, world.rank == 0 {
      progress.say(
        "\(world.size) ranks of \(configuration.batchSize / world.size) images a step, "
          + "\(numThreads) \(numThreads == 1 ? "thread" : "threads") each")
    }
    do {
      let run = try world.together {
        try TrainingRun(
          configuration: configuration, digits: prepared.digits, folder: folder, progress: progress,
          saved: prepared.saved, world: world)
      }
      try run.start()
    } catch let stop as RunInterrupted {
      if let folder {
        StandardStreams.writeError(
          "interrupted at step \(stop.step) of \(total); to go on: "
            + "kagami train --resume \(Self.quoted(folder.path))\n")
      }
      throw ExitCode(stop.status)
    } catch DistributedError.failed(let rank, let words) {
      throw DistributedError.failed(rank: rank, words)
    } catch let error as DistributedError {
      world.abort(error)
    } catch {
      let remains = folder?.remains.map { "; what this run wrote is in \($0)" } ?? ""
      // Others wait for this rank.
      if world.size > 1 { world.abort("\(error)\(remains)") }
      throw remains.isEmpty ? error : RunError("\(error)\(remains)")
    }
    guard let folder else { return }
    progress.say("pictures: \(folder.path)/samples, losses: \(folder.path)/losses.svg")
    if let events = configuration.tensorboard { progress.say("events: \(events)") }
    // A run is worth more than its lines, so it went on without them; the exit status reports it.
    if let failure = progress.failure {
      throw RunError("\(failure); the run is complete in \(folder.path)")
    }
  }

  /// A path as a shell takes it.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      Character(Unicode.Scalar(byte)).isLetter && byte < 0x80
        || (0x30...0x39).contains(byte) || "/._-+,:@%".utf8.contains(byte)
    }
    return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }

  /// The settings of a new run, if all make sense.
  private func configuration(_ world: ProcessGroup) throws -> RunConfiguration {
    try UsageError.require("--epochs", epochs, in: 1...1_000_000)
    let recipe = recipe ?? .classic
    let optimizer = try OptimizerFlags(lr: lr, beta1: beta1, beta2: beta2).checked(for: recipe)
    let configuration = RunConfiguration(
      data: data ?? "strokes", split: (split ?? .train).rawValue,
      // With --steps alone, as many epochs as they take.
      epochs: epochs ?? (steps == nil ? recipe.epochs : .max), steps: steps,
      batchSize: batchSize ?? 64, latent: latent ?? 100, lr: optimizer.lr, beta1: optimizer.beta1,
      beta2: optimizer.beta2, seed: seed ?? 0, recipe: recipe, shuffle: !noShuffle,
      logEvery: logEvery ?? 50, threads: threads.threads ?? numThreads,
      checkpointEvery: checkpointEvery, tensorboard: tensorboard)
    try configuration.check()
    try configuration.check(ranks: world.size)
    return configuration
  }
}
