import Kagami
import KagamiCases

/// Every row of the case table, on inputs of about a million numbers.
enum OperationSuite {
  static func run(_ request: BenchmarkRequest) -> [BenchmarkReport.Row] {
    print(
      Column.left("operation", 44) + Column.right("median ms", 11) + Column.right("min ms", 10)
        + Column.right("GFLOP/s", 9) + Column.right("of peak", 9) + Column.right("GB/s", 8)
        + Column.right("of copy", 9))
    return OperationCase.all.filter { request.wants($0.name) }.map { row in
      let record = measure(row, request)
      print(
        Column.left(record.name, 44) + Column.number(record.medianMs, 4, 11)
          + Column.number(record.minMs, 4, 10) + Column.number(record.gflops, 2, 9)
          + Column.percent(record.shareOfPeak, 9)
          + Column.number(record.gigabytesPerSecond ?? 0, 1, 8)
          + Column.percent(record.shareOfBandwidth ?? 0, 9))
      return record
    }
  }

  private static func measure(
    _ row: OperationCase, _ request: BenchmarkRequest
  ) -> BenchmarkReport.Row {
    let inputs = row.largeInputs()
    let output = row.apply(inputs)
    let timing = Timing.interleaved(
      rounds: request.rounds, turn: 2, warmUp: 0.5, [{ _ = row.apply(inputs) }])[0]
    var record = BenchmarkReport.Row(
      suite: .operations, name: row.name, batch: 1, timing: timing,
      operations: Double(row.operations(inputs.map(\.shape))), machine: request.machine)
    let bytes = Double((inputs + [output]).reduce(0) { $0 + $1.count * $1.dtype.byteCount })
    record.gigabytesPerSecond = bytes / timing.median / 1e6
    record.shareOfBandwidth = bytes / timing.median / 1e6 / request.machine.bandwidthGBs
    return record
  }
}
