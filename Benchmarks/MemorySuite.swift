import Foundation
import Kagami
import KagamiKernels

/// What a steady step allocates, and how resident memory grows over twenty thousand steps.
enum MemorySuite {
  private static let steps = 20_000

  static func run(_ request: BenchmarkRequest) throws -> [BenchmarkReport.Row] {
    print(
      Column.left("memory", 10) + Column.right("batch", 6) + Column.right("allocations a step", 20)
        + Column.right("KB per 1000 steps", 19) + Column.right("ms a step", 11))
    var rows: [BenchmarkReport.Row] = []
    for batch in request.batches {
      for way in StepSuite.Way.allCases where way != .raw && request.wants(way.rawValue) {
        let row = try measure(way, batch: batch, request.machine)
        print(
          Column.left(row.name, 10) + Column.right("\(batch)", 6)
            + Column.number(row.allocationsPerStep ?? .nan, 4, 20)
            + Column.number(row.growthKBPerThousandSteps ?? .nan, 2, 19)
            + Column.number(row.medianMs, 3, 11))
        rows.append(row)
      }
    }
    return rows
  }

  private static func measure(
    _ way: StepSuite.Way, batch: Int, _ machine: MachineReport
  ) throws -> BenchmarkReport.Row {
    let step = StepSuite.body(of: way, batch: batch)
    for _ in 0..<1000 { step() }
    // Reading the memory takes memory itself, the first time.
    _ = try residentKB()
    let (allocations, memory) = (MemoryPool.statistics.allocations, try residentKB())
    let time = ContinuousClock().measure { for _ in 0..<steps { step() } }
    // At once: code that runs for the first time takes memory too.
    let grown = try residentKB() - memory
    let mean = Timing(samples: [time / .milliseconds(1) / Double(steps)])
    var row = BenchmarkReport.Row(
      suite: .memory, name: way.rawValue, batch: batch, timing: mean,
      operations: StepSuite.operations(of: way, batch: batch), machine: machine)
    row.allocationsPerStep =
      Double(MemoryPool.statistics.allocations - allocations) / Double(steps)
    row.growthKBPerThousandSteps =
      Double(grown) / Double(steps) * 1000
    return row
  }

  private static func residentKB() throws -> Int {
    let path = "/proc/self/status"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    guard let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw BenchmarkError("--suite memory: expected a system with \(path)")
    }
    return kilobytes
  }
}
