import Kagami
import KagamiGAN
import KagamiKernels

/// The generator alone, beside the bare products of its layers.
enum InferenceSuite {
  static func run(_ request: BenchmarkRequest) -> [BenchmarkReport.Row] {
    print(
      Column.left("inference", 11) + Column.right("batch", 6) + Column.right("median ms", 11)
        + Column.right("min ms", 10) + Column.right("GFLOP/s", 9) + Column.right("÷ raw", 8))
    var rows: [BenchmarkReport.Row] = []
    for batch in request.batches {
      let timings = measure(batch: batch, rounds: request.rounds)
      for (name, timing) in zip(["generator", "raw"], timings) where request.wants(name) {
        let row = BenchmarkReport.Row(
          suite: .inference, name: name, batch: batch, timing: timing,
          operations: StepArithmetic.pass(StepArithmetic.generator) * Double(batch),
          machine: request.machine)
        print(
          Column.left(name, 11) + Column.right("\(batch)", 6) + Column.number(row.medianMs, 4, 11)
            + Column.number(row.minMs, 4, 10) + Column.number(row.gflops, 1, 9)
            + Column.number(row.medianMs / timings[1].median, 2, 8))
        rows.append(row)
      }
    }
    return rows
  }

  /// The generator, then its four products (`sgemv` at batch 1) and nothing else.
  static func measure(batch: Int, rounds: Int) -> [Timing] {
    let generator = Generator()
    let noise = Tensor.randn([batch, StepArithmetic.generator[0]])
    let widths = StepArithmetic.generator
    let weights = zip(widths, widths.dropFirst()).map { RawMemory([$0.1, $0.0], -1, 1) }
    let values = widths.map { RawMemory([batch, $0], -1, 1) }
    let backend = CPUBackend()
    return Timing.interleaved(
      rounds: rounds, turn: 10, warmUp: 2,
      [
        { noGrad { _ = generator(noise) } },
        {
          for layer in weights.indices {
            backend.matmul(
              values[layer].operand, weights[layer].turned, into: values[layer + 1].operand,
              accumulating: false)
          }
        },
      ])
  }
}
