import Foundation

/// One row of the layer table.
struct LayerRow {
  let product: LayerProduct
  let timings: [Way: Timing]

  static var header: String {
    let columns = Way.allCases.map { "\(pad($0.rawValue + " ms", 13)) \(pad("GFLOP/s", 8))" }
    return """
      \(pad("layer", 9, left: true)) \(pad("batch", 5)) \(pad("product", 15, left: true)) \
      \(columns.joined(separator: " ")) \(pad("× naive", 8)) \(pad("× vector", 8))
      """
  }

  /// The row as text.
  var text: String {
    let columns = Way.allCases.map { way in
      "\(Self.pad(Self.number(median(way), 4), 13)) \(Self.pad(Self.number(rate(way), 1), 8))"
    }
    let ratios = [Way.naive, .vectorised].map { way in
      Self.pad(Self.number(median(way) / median(.blas), 1), 8)
    }
    return """
      \(Self.pad(product.layer.name, 9, left: true)) \(Self.pad("\(product.batch)", 5)) \
      \(Self.pad(product.kind.rawValue, 15, left: true)) \(columns.joined(separator: " ")) \
      \(ratios.joined(separator: " "))
      """
  }

  /// The row as records of a report, one for each way.
  var records: [BenchmarkReport.Row] {
    Way.allCases.map { way in
      BenchmarkReport.Row(
        suite: "layers", name: "\(product.layer.name) \(product.kind.rawValue)",
        implementation: way.rawValue, batch: product.batch, medianMs: median(way),
        minMs: timings[way]?.minimum ?? 0, gflops: rate(way))
    }
  }

  private func median(_ way: Way) -> Double { timings[way]?.median ?? .nan }

  private func rate(_ way: Way) -> Double { Double(product.operations) / median(way) / 1e6 }

  private static func number(_ value: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", value)
  }

  private static func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + space : space + text
  }
}
