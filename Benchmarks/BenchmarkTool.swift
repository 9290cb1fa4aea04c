import ArgumentParser
import Foundation
import Kagami
import KagamiKernels

/// The command `swift run benchmarks`.
@main struct BenchmarkTool: ParsableCommand {
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

  @Option(help: "Batch sizes, separated by commas; the suite's own unless given.")
  var batch: String?

  @Option(help: "Only rows whose name contains this, such as 784×1024 or 784x1024.")
  var filter: String?

  @Option(help: "Rounds for each row; the suite's own number unless given.")
  var rounds: Int?

  @Option(help: "Threads that large computations are shared among; all processors unless given.")
  var threads: Int?

  @Flag(help: "Leaves every product to OpenBLAS.")
  var openblasOnly = false

  @Option(help: "A file for the same figures as JSON.")
  var json: String?

  @Option(help: "A file for a picture of the layers' figures, PNG.")
  var chart: String?

  @Option(help: "A file of ratios that must be kept; see Benchmarks/ratios.json.")
  var check: String?

  @Option(help: .hidden)
  var sabotage: Sabotage?

  @Flag(help: .hidden)
  var serve = false

  @Option(help: .hidden)
  var countedSteps: Int?

  func run() throws {
    #if DEBUG
      try ReleaseHandover.run(arguments: Array(CommandLine.arguments.dropFirst()))
    #else
      try measure()
    #endif
  }

  private func measure() throws {
    if let threads {
      guard threads > 0 else { throw BenchmarkError("--threads \(threads): expected 1 or more") }
      setNumThreads(threads)
    }
    if openblasOnly { SkinnyProduct.setEnabled(false) }
    if let rounds, rounds < 1 { throw BenchmarkError("--rounds \(rounds): expected 1 or more") }
    let batches = try self.batches()
    if serve { return try StepServer.run() }
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
      case .operations: OperationSuite.run(request)
      case .inference: InferenceSuite.run(request)
      case .memory: try MemorySuite.run(request)
      }
    guard !rows.isEmpty else {
      throw BenchmarkError("--filter \(filter ?? ""): no row of suite \(suite.rawValue) has that")
    }
    if let json { try BenchmarkReport(machine: machine, rows: rows).write(to: json) }
  }

  private func batches() throws -> [Int]? {
    try batch?.split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let size = Int(text), size > 0 else {
        throw BenchmarkError(
          "--batch \(batch ?? ""): expected numbers above 0, separated by commas")
      }
      return size
    }
  }
}
