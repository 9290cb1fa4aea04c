import Foundation

/// One row of the layer table.
struct LayerRow {
  let product: LayerProduct
  let timings: [Way: Timing]

  static var header: String {
    let columns = Way.allCases.map {
      Column.right("\($0.rawValue) ms", 14) + Column.right("GFLOP/s", 9)
    }
    return Column.left("layer", 10) + Column.right("batch", 5) + " "
      + Column.left("product", 15) + columns.joined() + Column.right("× naive", 9)
      + Column.right("× vector", 9) + Column.right("of peak", 9)
  }

  /// The row as text; speed-ups and the share of the peak are the engine's.
  func text(peak: Double) -> String {
    let columns = Way.allCases.map { way in
      Column.number(median(way), 4, 14) + Column.number(rate(way), 1, 9)
    }
    let ratios = [Way.naive, .vectorised].map { way in
      Column.number(median(way) / median(.engine), 1, 9)
    }
    return Column.left(product.layer.name, 10) + Column.right("\(product.batch)", 5) + " "
      + Column.left(product.kind.rawValue, 15) + columns.joined() + ratios.joined()
      + Column.percent(rate(.engine) / peak, 9)
  }

  /// The row as records of a report, one for each way.
  func records(_ machine: MachineReport) -> [BenchmarkReport.Row] {
    Way.allCases.compactMap { way in
      guard let timing = timings[way] else { return nil }
      var row = BenchmarkReport.Row(
        suite: .layers, name: "\(product.layer.name) \(product.kind.rawValue)",
        batch: product.batch, timing: timing, operations: Double(product.operations),
        machine: machine)
      row.implementation = way.rawValue
      return row
    }
  }

  /// 10⁹ operations a second.
  func rate(_ way: Way) -> Double { Double(product.operations) / median(way) / 1e6 }

  /// The median of the times of `a` over those of `b`, round by round.
  func ratio(_ a: Way, _ b: Way) -> Double {
    guard let first = timings[a], let second = timings[b] else { return .nan }
    return Timing.medianRatio(first, second)
  }

  private func median(_ way: Way) -> Double { timings[way]?.median ?? .nan }
}
