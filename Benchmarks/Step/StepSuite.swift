import Foundation
import Kagami
import KagamiGAN
import KagamiKernels
import KagamiNN

/// One training step of the GAN, done in several ways that take turns.
enum StepSuite {
  /// A way of doing the step; the names are those of the report's rows.
  enum Way: String, CaseIterable {
    /// The script of the README.
    case classic
    /// The trainer with recipe classic: the same weights, less work.
    case trainer
    /// The trainer with recipe fast.
    case fast
    /// The trainer's kernel calls and nothing else.
    case raw
  }

  static func run(_ request: BenchmarkRequest) -> [BenchmarkReport.Row] {
    let ways = Way.allCases.filter { request.wants($0.rawValue) }
    print(
      String(
        format: "Products take %.1f MFLOP a sample as the script is written, %.1f in the trainer; "
          + "GFLOP/s count those that are made",
        StepArithmetic.asWritten / 1e6, StepArithmetic.trainer / 1e6))
    print(
      Column.left("step", 10) + Column.right("batch", 6) + Column.right("median ms", 11)
        + Column.right("min ms", 10) + Column.right("images/s", 10)
        + Column.right("MFLOP/image", 13) + Column.right("GFLOP/s", 9)
        + Column.right("of peak", 9) + Column.right("÷ raw", 8))
    var rows: [BenchmarkReport.Row] = []
    for batch in request.batches {
      let timings = measure(ways, batch: batch, rounds: request.rounds)
      for (way, timing) in zip(ways, timings) {
        let row = BenchmarkReport.Row(
          suite: .step, name: way.rawValue, batch: batch, timing: timing,
          operations: operations(of: way, batch: batch), machine: request.machine)
        let raw = zip(ways, timings).first { $0.0 == .raw }?.1.median ?? .nan
        print(
          Column.left(way.rawValue, 10) + Column.right("\(batch)", 6)
            + Column.number(row.medianMs, 3, 11) + Column.number(row.minMs, 3, 10)
            + Column.number(Double(batch) / row.medianMs * 1e3, 0, 10)
            + Column.number(row.gflops * row.medianMs / Double(batch), 1, 13)
            + Column.number(row.gflops, 1, 9) + Column.percent(row.shareOfPeak, 9)
            + Column.number(row.medianMs / raw, 2, 8))
        rows.append(row)
      }
    }
    return rows
  }

  /// Operations of the products that one step makes, counted where they are made.
  static func operations(of way: Way, batch: Int) -> Double {
    let step = body(of: way, batch: batch)
    step()
    return Double(BLASLog.recording(step).log.executedOperations)
  }

  /// Times the ways in turns long enough that each finds its own numbers in the caches.
  static func measure(_ ways: [Way], batch: Int, rounds: Int) -> [Timing] {
    Timing.interleaved(
      rounds: rounds, turn: 40, warmUp: 10, ways.map { body(of: $0, batch: batch) })
  }

  /// One step of a way, with networks of its own.
  static func body(of way: Way, batch: Int) -> () -> Void {
    let real = Tensor.uniform([batch, 784], -1, 1, generator: RandomGenerator(seed: 3))
    switch way {
    case .classic:
      let script = ClassicScript(real: real)
      return { script.step() }
    case .trainer, .fast:
      let trainer = GANTrainer(recipe: way == .trainer ? .classic : .fast)
      // A loss that is not finite would be a fault of the engine.
      return { do { _ = try trainer.step(real: real) } catch { fatalError("\(error)") } }
    case .raw:
      let step = RawStep(real: real)
      return { step.run() }
    }
  }
}
