import ArgumentParser
import CommandSupport
import Foundation
import Kagami
import KagamiData
import KagamiKernels

/// Where the program begins.
@main enum BenchmarkMain {
  static func main() { CommandRunner.run(BenchmarkTool.self) }
}

/// The command `swift run benchmarks`.
struct BenchmarkTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract: "Compares BLAS with naive loops for every layer size of the GAN, and times the rest.",
    discussion: """
      Times are medians of rounds in which the ways take turns; speed-ups are ratios of them. \
      Naive loops run on one thread. All results of a layer are compared with double precision. \
      With --check nothing is measured but what the file states, and the exit status is 1 where \
      the engine is slower than that.
      """)

  @Option(help: "What to measure.")
  var suite = BenchmarkSuite.layers

  @Option(
    parsing: .unconditional, help: "Batch sizes, separated by commas; the suite's own unless given."
  )
  var batch: String?

  @Option(help: "Only rows whose name contains this, such as 784×1024 or 784x1024.")
  var filter: String?

  @Option(
    parsing: .unconditional,
    help: "Rounds for each row; the suite's own number unless given.",
    transform: NumberArgument.integer)
  var rounds: Int?

  @OptionGroup
  var threads: ThreadsOption

  @Flag(help: "Leaves every product to OpenBLAS.")
  var openblasOnly = false

  @Option(help: "A file for the same figures as JSON.")
  var json: String?

  @Option(help: "A file for a picture of the layers' figures, SVG.")
  var chart: String?

  @Option(help: "A file of ratios that must be kept; see Benchmarks/ratios.json.")
  var check: String?

  @Option(help: .hidden)
  var sabotage: Sabotage?

  @Flag(help: .hidden)
  var serve = false

  @Option(parsing: .unconditional, help: .hidden, transform: NumberArgument.integer)
  var countedSteps: Int?

  @Option(help: .hidden)
  var rankReport: String?

  func run() throws {
    // Before anything is built or measured.
    try validateArguments()
    #if DEBUG
      StandardStreams.restoreSignals()
      try ReleaseHandover.run(arguments: Array(CommandLine.arguments.dropFirst()))
    #else
      try measure()
    #endif
  }

  private func measure() throws {
    threads.apply()
    if openblasOnly { SkinnyProduct.setEnabled(false) }
    let batches = try self.batches()
    if serve { return try StepServer.run() }
    if let rankReport {
      return try RankSteps.run(
        batches: batches ?? suite.batches, rounds: rounds ?? suite.rounds, report: rankReport)
    }
    if let countedSteps { return try InstructionWorkload.run(steps: countedSteps) }
    if let check {
      return try RatioGate(path: check, sabotage: sabotage).run()
    }
    let machine = MachineReport()
    print(machine.text)
    let request = BenchmarkRequest(
      batches: batches ?? suite.batches, filter: filter, rounds: rounds ?? suite.rounds,
      machine: machine)
    let rows =
      switch suite {
      case .layers: try LayerSuite.run(request, chart: chart)
      case .step: StepSuite.run(request)
      case .models: ModelSuite.run(request)
      case .operations: OperationSuite.run(request)
      case .inference: InferenceSuite.run(request)
      case .memory: try MemorySuite.run(request)
      case .distributed: try DistributedSuite.run(request)
      }
    guard !rows.isEmpty else {
      throw UsageError("--filter \(filter ?? ""): no row of suite \(suite.rawValue) has that")
    }
    if let json { try BenchmarkReport(machine: machine, rows: rows).write(to: json) }
  }

  /// Throws if the arguments make no sense together or a file could not be written.
  private func validateArguments() throws {
    try threads.check()
    try UsageError.require("--rounds", rounds, in: 1...1_000_000)
    try UsageError.require("--counted-steps", countedSteps, in: 0 ... .max)
    // A step keeps about 64,000 floats of activations and gradients for each image.
    for size in try batches() ?? [] { try MemoryBound.require("--batch", size, perUnit: 256_000) }
    if chart != nil, suite != .layers || check != nil {
      throw UsageError("--chart: expected --suite layers, the one that draws a picture")
    }
    if json != nil, check != nil {
      throw UsageError("--json: expected no --check, which measures no rows")
    }
    if batch != nil, suite == .operations {
      throw UsageError("--batch: expected another suite, operations has sizes of its own")
    }
    for path in [json, chart].compactMap({ $0 }) { try AtomicFile.check(path) }
  }

  private func batches() throws -> [Int]? {
    try batch?.split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let size = Int(text), size > 0 else {
        throw UsageError(
          "--batch \(batch ?? ""): expected numbers above 0, separated by commas")
      }
      return size
    }
  }
}
