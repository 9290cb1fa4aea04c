import ArgumentParser
import CommandSupport
import Kagami
import KagamiData
import KagamiGAN

/// The command `kagami evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures what a trained generator draws, beside real images.",
    discussion: """
      Prints a table: distances, precision and recall, labels and likelihoods of generated images, \
      and the same of as many training images, which is what a perfect generator would reach. \
      Features and labels come from a classifier of digits; figures of different classifiers, or of \
      different numbers of samples, cannot be compared.
      """)

  @Option(help: "The generator's weights: a safetensors file, or a .pt or .pth of torch.save.")
  var generator: String

  @Option(help: "\"strokes\" for digits drawn in code, or a folder with MNIST's files.")
  var data: String

  @Option(
    parsing: .unconditional, help: "Images to generate.", transform: NumberArgument.integer)
  var samples = 10_000

  @Option(
    parsing: .unconditional, help: "Seed of the noise, of what is drawn at random, and of strokes.",
    transform: NumberArgument.integer)
  var seed = 0

  @Option(help: "A classifier's safetensors file; without it one is trained on the data first.")
  var classifier: String?

  @Option(help: "A JSON file to write the figures to.")
  var json: String?

  @Option(help: "A PNG file to write: images above the training images nearest to them.")
  var picture: String?

  @OptionGroup
  var threads: ThreadsOption

  func run() throws {
    try check()
    threads.apply()
    let model = try SampleCommand.load(generator)
    let images = GeneratedImages(of: model, count: samples, seed: seed).tensor
    guard images.allFinite else {
      throw RunError("\(generator): the images have pixels that are NaN or infinite")
    }
    let source = DataSource(data, split: .train, seed: seed)
    let training = try source.load()
    let test = try DataSource(data, split: .test, seed: seed).load()
    let pixels = training.height * training.width
    guard model.outputDim == pixels else {
      throw RunError(
        "\(generator): images of \(model.outputDim) pixels; those of \(data) have \(pixels)")
    }
    let progress = ClassifierReporter()
    let classifier = try ClassifierSource(path: classifier, data: source)
      .classifier(digits: training, progress: progress)
    let evaluation = Evaluation(
      training: training, test: test, classifier: classifier, seed: seed)
    // Progress goes to standard error, so that standard output has the table alone.
    let report = try evaluation.report(on: images, progress: progress.say)
    try StandardStreams.write("\(report)\n")
    if let json {
      let record = EvaluationRecord(generator: generator, data: data, seed: seed, report: report)
      try AtomicFile.write(record.json(), to: json)
      try StandardStreams.write("figures: \(json)\n")
    }
    if let picture {
      try AtomicFile.write(evaluation.picture(of: images), to: picture)
      try StandardStreams.write("images and their neighbours: \(picture)\n")
    }
  }

  /// Throws before anything is computed if a setting makes no sense or a file could not be written.
  private func check() throws {
    try UsageError.require("--samples", samples, in: Evaluation.leastSamples ... .max)
    // Images and copies of them as floats, and features.
    try MemoryBound.require("--samples", samples, perUnit: 4 * (6 * 784 + 1024), fixed: 1e9)
    try UsageError.require("--seed", seed, in: 0 ... .max)
    try threads.check()
    for path in [json, picture].compactMap({ $0 }) { try AtomicFile.check(path) }
  }
}
