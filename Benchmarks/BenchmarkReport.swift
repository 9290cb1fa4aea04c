import Foundation
import KagamiData

/// All figures of a run, as `--json` writes them.
struct BenchmarkReport: Codable {
  /// One timed body.
  struct Row: Codable {
    var suite: String
    var name: String
    var batch: Int
    var medianMs: Double
    var minMs: Double
    /// Arithmetic: 10⁹ operations a second at the median.
    var gflops: Double
    /// Of the multiply-adds that this machine was measured to do in the same run.
    var shareOfPeak: Double
    /// Which of a layer's ways this is; layers only.
    var implementation: String?
    /// 10⁹ bytes a second read and written, each byte once, and the share of what a copy reaches;
    /// operations only.
    var gigabytesPerSecond: Double?
    var shareOfBandwidth: Double?
    /// Tensor buffers that a steady step allocated from the system; memory only.
    var allocationsPerStep: Double?
    /// How resident memory grew; memory only.
    var growthKBPerThousandSteps: Double?
    /// Processes that share the batch, bytes that one of them sends in a step, and what a processor does beside
    /// what it does alone; distributed only.
    var ranks: Int?
    var sentBytes: Int?
    var efficiency: Double?

    init(
      suite: BenchmarkSuite, name: String, batch: Int, timing: Timing, operations: Double,
      machine: MachineReport
    ) {
      (self.suite, self.name, self.batch) = (suite.rawValue, name, batch)
      (medianMs, minMs) = (timing.median, timing.minimum)
      gflops = operations / max(timing.median, 1e-9) / 1e6
      shareOfPeak = gflops / machine.peakGflops
    }
  }

  var machine: MachineReport
  var rows: [Row]

  /// Writes the report, whole or not at all.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(Array(encoder.encode(self)), to: path)
  }
}

/// One line with what went wrong.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
