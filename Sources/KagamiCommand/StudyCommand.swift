import ArgumentParser
import CommandSupport
import Foundation
import Kagami
import KagamiData
import KagamiGAN

/// The studies by name.
enum StudyName: String, CaseIterable, ExpressibleByArgument {
  case forward, layers, mirror, optimizers, losses, parts, stacked

  var study: any Study {
    switch self {
    case .forward: ForwardStudy()
    case .layers: LayersStudy()
    case .mirror: MirrorStudy()
    case .optimizers: OptimizersStudy()
    case .losses: LossesStudy()
    case .parts: PartsStudy()
    case .stacked: StackedStudy()
    }
  }
}

/// The command `kagami study`.
struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Answers a question by an experiment, on a page with the measurements.",
    discussion: """
      forward: why write forward in a class, and not just a function. layers: why stack layers, and not use \
      one. mirror: why the generator widens and the discriminator narrows. optimizers: why Adam with a \
      first beta of 0.5. losses: which loss. parts: what makes the digits better. stacked: how many \
      of a thousand kinds of image two small networks cover. The folder named by --out receives NAME.html, one file with \
      pictures and charts in it, and NAME.json.
      """)

  @Argument(help: "forward, layers, mirror, optimizers, losses, parts or stacked.")
  var name: StudyName

  @Option(help: "\"strokes\" for digits drawn in code, or a folder with MNIST's files.")
  var data = "strokes"

  @Flag(help: "About a minute: shows how it works, and proves little.")
  var quick = false

  @Flag(help: "The whole experiment: ten passes over the data in each run.")
  var full = false

  @Option(
    parsing: .unconditional, help: "Runs of each arm, which differ in their random numbers.",
    transform: NumberArgument.integer)
  var seeds: Int?

  @Option(
    parsing: .unconditional, help: "Training steps of each run.", transform: NumberArgument.integer)
  var steps: Int?

  @Option(help: "A classifier's safetensors file; one is trained and kept unless given.")
  var classifier: String?

  @Option(help: "Folder for the page.")
  var out = "runs/studies"

  @OptionGroup
  var threads: ThreadsOption

  func run() throws {
    let scale = try checkedScale()
    threads.apply()
    let (page, json) = ("\(out)/\(name.rawValue).html", "\(out)/\(name.rawValue).json")
    try prepare([page, json])
    let clock = ContinuousClock()
    let start = clock.now
    let study = name.study
    let progress = StudyProgress(study.name, total: study.totalSteps(at: scale))
    let images = { try load(scale) }
    var report = try study.run(on: images, at: scale) { progress.advance() }
    progress.end()
    report.page.footer = HTMLFooter(
      command: command(scale), engine: KagamiTool.configuration.version, processor: Processor.name,
      seconds: (clock.now - start) / .seconds(1),
      settings: [
        "Data": HTMLText(data), "Runs": "\(scale.seeds)", "Steps of a run": "\(scale.steps)",
        "Threads": "\(numThreads)",
      ])
    try report.page.write(to: page)
    try AtomicFile.write(report.json, to: json)
    try StandardStreams.write("\(report.page.lead.plain)\n\n\(page)\n\(json)\n")
  }

  /// The images, and the classifier that scores them.
  private func load(_ scale: StudyScale) throws -> StudyData {
    let source = DataSource(data, split: .train, seed: 0)
    let training = try source.load()
    let test = try DataSource(data, split: .test, seed: 0).load()
    guard training.count >= scale.batch else {
      throw UsageError(
        "--data \(data): expected at least \(scale.batch) images, found \(training.count)")
    }
    let classifier = try ClassifierSource(path: classifier, data: source)
      .classifier(digits: training)
    return try StudyData(training: training, test: test, classifier: classifier)
  }

  /// The work to do, if the flags make sense.
  private func checkedScale() throws(UsageError) -> StudyScale {
    if quick, full { throw UsageError("--quick, --full: expected one of them at most") }
    try UsageError.require("--seeds", seeds, in: 1...1000)
    try UsageError.require("--steps", steps, in: 1...1_000_000_000)
    try threads.check()
    var scale = quick ? StudyScale.quick : full ? .full : .standard
    if let seeds { scale.seeds = seeds }
    if let steps { scale.steps = steps }
    return scale
  }

  /// Makes the folder, and checks that the files can be written before hours are spent.
  private func prepare(_ files: [String]) throws {
    do {
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    } catch {
      throw RunError("--out \(out): expected a folder that can be written to")
    }
    for file in files { try AtomicFile.check(file) }
  }

  /// What to type for the same page.
  private func command(_ scale: StudyScale) -> String {
    var words = ["kagami", "study", name.rawValue, "--data", data]
    if quick { words.append("--quick") }
    if full { words.append("--full") }
    if let seeds { words += ["--seeds", "\(seeds)"] }
    if let steps { words += ["--steps", "\(steps)"] }
    return words.joined(separator: " ")
  }
}
