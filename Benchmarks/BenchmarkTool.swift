import ArgumentParser
import Foundation
import Kagami
import KagamiKernels

/// The command `swift run benchmarks`.
@main struct BenchmarkTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract: "Compares BLAS with naive loops for every layer size of the GAN.",
    discussion: """
      Times are medians of rounds in which the three take turns; speed-ups are ratios of them. \
      Naive loops run on one thread. All three results are compared with double precision.
      """)

  @Option(help: "Batch sizes, separated by commas.")
  var batch = "1,64,256"

  @Option(help: "Only layers whose name contains this, such as 784×1024 or 784x1024.")
  var filter: String?

  @Flag var step = false
  @Option(help: "Rounds for each row.")
  var rounds = 5

  @Option(help: "Threads that BLAS products are shared among; all processors unless given.")
  var threads: Int?

  @Option(help: "A file for the same figures as JSON.")
  var json: String?

  func run() throws {
    #if DEBUG
      try ReleaseHandover.run(arguments: Array(CommandLine.arguments.dropFirst()))
    #else
      try measure()
    #endif
  }

  private func measure() throws {
    let batches = try self.batches()
    if step {
      for b in batches { for (way, t) in StepSuite(batch: b).measure(rounds: rounds) { print(b, way.rawValue, t.median, t.minimum) } }
      return
    }
    guard rounds > 0 else { throw BenchmarkError("--rounds \(rounds): expected 1 or more") }
    if let threads {
      guard threads > 0 else { throw BenchmarkError("--threads \(threads): expected 1 or more") }
      setNumThreads(threads)
    }
    let wanted = filter?.replacing("x", with: "×")
    let layers = LayerSize.all.filter { wanted.map($0.name.contains) ?? true }
    guard !layers.isEmpty else {
      throw BenchmarkError(
        "--filter \(filter ?? ""): expected part of "
          + LayerSize.all.map(\.name).joined(separator: ", "))
    }
    let machine = MachineReport()
    print(machine.text)
    print(LayerRow.header)
    var rows: [LayerRow] = []
    for layer in layers {
      for size in batches {
        for product in LayerProduct.Kind.allCases {
          let row = try LayerProduct(layer: layer, batch: size, kind: product).measure(
            rounds: rounds)
          print(row.text)
          rows.append(row)
        }
      }
    }
    if let json {
      let report = BenchmarkReport(machine: machine, rows: rows.flatMap(\.records))
      try report.write(to: json)
    }
  }

  private func batches() throws -> [Int] {
    try batch.split(separator: ",").map { text in
      guard let size = Int(text), size > 0 else {
        throw BenchmarkError("--batch \(batch): expected numbers above 0, separated by commas")
      }
      return size
    }
  }
}

/// One line that says what went wrong.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
