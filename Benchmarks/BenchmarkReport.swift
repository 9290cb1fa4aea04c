import Foundation

/// All figures of a run, as `--json` writes them.
struct BenchmarkReport: Codable {
  /// One timed body.
  struct Row: Codable {
    var suite: String
    var name: String
    var implementation: String
    var batch: Int
    var medianMs: Double
    var minMs: Double
    var gflops: Double
  }

  var machine: MachineReport
  var rows: [Row]

  /// Writes the report, whole or not at all.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw BenchmarkError("--json \(path): expected a file that can be written")
    }
  }
}
