import ArgumentParser
import CommandSupport
import Kagami
import KagamiData
import KagamiGAN

/// The command `kagami train-classifier`.
struct TrainClassifierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-classifier",
    abstract: "Trains the classifier by which generated digits are scored.",
    discussion: """
      It is trained on the data's training images, and its accuracy is that on the test images, which are \
      used for nothing else. Without --out it is kept in \(ClassifierCache.folder), under the fingerprint \
      of the training images, where other commands find it.
      """)

  @Option(help: "\"strokes\" for digits drawn in code, or a folder with MNIST's files.")
  var data = "strokes"

  @Option(help: "The safetensors file to write.")
  var out: String?

  @Option(
    parsing: .unconditional, help: "Passes over the data.", transform: NumberArgument.integer)
  var epochs = ClassifierTraining().epochs

  @Option(
    parsing: .unconditional, help: "Seed of the training; the strokes are always the same.",
    transform: NumberArgument.integer)
  var seed = 0

  @Option(help: "JSON file to write the accuracy and all confusions to.")
  var json: String?

  @OptionGroup
  var threads: ThreadsOption

  func run() throws {
    let training = try checked()
    threads.apply()
    // Everything that can be refused is, before the training begins.
    let digits = try images(.train)
    let unseen = try images(.test)
    let fingerprint = digits.fingerprint()
    let path = try target(ClassifierCache(fingerprint: fingerprint, training: training))

    let reporter = ClassifierReporter(showsEpochs: true)
    let clock = ContinuousClock()
    let start = clock.now
    let classifier = try reporter.reporting {
      try training.classifier(of: digits, progress: reporter.note)
    }
    let seconds = start.duration(to: clock.now) / .seconds(1)
    let report = ClassifierReport(
      data: data, fingerprint: fingerprint, images: digits.count, training: training,
      seconds: seconds, confusion: classifier.confusion(on: unseen))
    try ClassifierFile(
      classifier, data: data, fingerprint: fingerprint, training: training,
      testAccuracy: report.testAccuracy
    ).save(to: path)
    if let json { try AtomicFile.write(report.json(), to: json) }
    try StandardStreams.write(report.text + "classifier: \(path)\n")
  }

  /// The settings, if all make sense.
  private func checked() throws -> ClassifierTraining {
    try UsageError.require("--epochs", epochs, in: 1...1_000_000)
    try UsageError.require("--seed", seed, in: 0 ... .max)
    try threads.check()
    for path in [out, json].compactMap({ $0 }) { try AtomicFile.check(path) }
    if let json, json == out {
      throw UsageError("--json \(json): expected another file than that of --out")
    }
    return ClassifierTraining(epochs: epochs, seed: UInt64(seed))
  }

  private func images(_ split: MNIST.Split) throws -> DigitImages {
    let digits = try DataSource(data, split: split, seed: 0).load()
    guard digits.count > 0 else {
      throw UsageError("--data \(data): expected \(split.rawValue) images, found none")
    }
    return digits
  }

  /// The file to write.
  private func target(_ cache: ClassifierCache) throws -> String {
    if let out { return out }
    try cache.prepare()
    return cache.path
  }
}
