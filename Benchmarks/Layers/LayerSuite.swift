import CommandSupport
import Foundation
import KagamiData

/// The table of every layer's three products.
enum LayerSuite {
  static func run(_ request: BenchmarkRequest, chart: String?) throws -> [BenchmarkReport.Row] {
    let layers = LayerSize.all.filter { request.wants($0.name) }
    guard !layers.isEmpty else {
      throw UsageError(
        "--filter \(request.filter ?? ""): expected part of "
          + LayerSize.all.map(\.name).joined(separator: ", "))
    }
    print(LayerRow.header)
    var rows: [LayerRow] = []
    for layer in layers {
      for size in request.batches {
        for kind in LayerProduct.Kind.allCases {
          let row = try LayerProduct(layer: layer, batch: size, kind: kind).measure(
            rounds: request.rounds)
          print(row.text(peak: request.machine.peakGflops))
          rows.append(row)
        }
      }
    }
    if let chart { try draw(rows, request, to: chart) }
    return rows.flatMap { $0.records(request.machine) }
  }

  /// Bars for the forward products at the largest batch.
  private static func draw(
    _ rows: [LayerRow], _ request: BenchmarkRequest, to path: String
  ) throws {
    let batch = request.batches.max() ?? 1
    let wanted = rows.filter { $0.product.batch == batch && $0.product.kind == .forward }
    let picture = BarChart(
      title: "Linear forward, batch \(batch), \(request.machine.threads) threads",
      yLabel: "GFLOP/s", groups: wanted.map { $0.product.layer.name },
      series: Way.allCases.map { way in
        BarChart.Series(name: way.rawValue, values: wanted.map { $0.rate(way) })
      })
    do {
      try AtomicFile.write(Array(picture.svg().utf8), to: path)
    } catch {
      throw BenchmarkError("--chart \(path): expected a file that can be written")
    }
  }
}
