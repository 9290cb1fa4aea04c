/// The area between two lines of a chart.
struct LineBand {
  /// A place along the x axis with the lower and the upper value there, in pixels.
  struct Slice {
    var x: Double
    var low: Double
    var high: Double
  }

  private let runs: [[Slice]]

  /// The area of slices in pixels, cut off above and below the plot.
  ///
  /// - Parameters:
  ///   - slices: From left to right; nil leaves a gap.
  ///   - rows: The plot's upper and lower edge.
  init(_ slices: [Slice?], rows: ClosedRange<Double>) {
    runs = slices.split { $0 == nil }.map { run in
      Self.thinned(run.compactMap(\.self)).map { slice in
        func held(_ y: Double) -> Double { min(max(y, rows.lowerBound), rows.upperBound) }
        return Slice(x: slice.x, low: held(slice.low), high: held(slice.high))
      }
    }
  }

  /// The elements that draw the area; a slice alone is an upright line.
  func draw(_ paint: ChartPaint) -> [SVG] {
    runs.map { run in
      if run.count == 1 {
        let line = "M\(run[0].x.svg) \(run[0].low.svg)V\(run[0].high.svg)"
        return SVG("path", ["d": line, "stroke": paint, "stroke-width": 6, "stroke-opacity": 0.2])
      }
      let upper = run.map { "\($0.x.svg) \($0.high.svg)" }
      let lower = run.reversed().map { "\($0.x.svg) \($0.low.svg)" }
      return SVG(
        "path",
        [
          "d": "M" + (upper + lower).joined(separator: "L") + "Z", "fill": paint,
          "fill-opacity": 0.2,
        ])
    }
  }

  /// One slice for each column of pixels, which covers all that are in it; the ends stay where they are.
  private static func thinned(_ run: [Slice]) -> [Slice] {
    var kept: [Slice] = []
    for (index, slice) in run.enumerated() {
      let isEnd = index == run.count - 1 && index > 0
      guard let last = kept.last, !isEnd, last.x.rounded(.down) == slice.x.rounded(.down) else {
        kept.append(slice)
        continue
      }
      // Rows count downwards.
      let low = max(last.low, slice.low)
      let high = min(last.high, slice.high)
      kept[kept.count - 1] = Slice(x: last.x, low: low, high: high)
    }
    return kept
  }
}
