/// A colour as an attribute states it.
struct ChartPaint: SVGValue {
  let svg: String
}

/// Where a chart is shown, which decides how its colours are written.
enum ChartStyle {
  /// A file of its own: dark on white, everywhere.
  case file
  /// A page, whose style sheet may set the properties `--chart-…`; where it does not, as in a file.
  case page

  /// The sheet behind the chart.
  var paper: ChartPaint { paint(.paper, "paper") }
  /// All text.
  var ink: ChartPaint { paint(.ink, "ink") }
  /// The axes and their ticks.
  var axis: ChartPaint { paint(.axis, "axis") }
  /// The lines of the grid.
  var grid: ChartPaint { paint(.grid, "grid") }

  /// The colour of the series at a place, unless it names its own.
  func series(at index: Int, _ own: RGBColor? = nil) -> ChartPaint {
    if let own { return ChartPaint(svg: own.svg) }
    return paint(.series(at: index), "\(index % RGBColor.seriesCount + 1)")
  }

  private func paint(_ color: RGBColor, _ name: String) -> ChartPaint {
    ChartPaint(svg: self == .file ? color.svg : "var(--chart-\(name), \(color.svg))")
  }
}
