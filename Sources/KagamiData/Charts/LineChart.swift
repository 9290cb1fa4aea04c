/// A line chart as SVG: title, axes with round ticks, grid, and a legend of named series.
public struct LineChart: Sendable {
  /// How values lie along an axis.
  public enum Axis: Sendable {
    /// Equal differences are equally long.
    case linear
    /// Equal ratios are equally long; values of 0 and below leave gaps.
    case logarithmic
  }

  /// Where the names of the series stand.
  public enum Legend: Sendable {
    /// In lines above the plot.
    case above
    /// Each beside the end of its line, right of the plot; above it where there is no space for that.
    case beside
  }

  /// What stands above the chart, and what programs that read pages aloud say of it.
  public var title: String
  /// What stands below the x axis.
  public var xLabel: String
  /// What stands left of the y axis.
  public var yLabel: String
  /// The lines, the last drawn on top.
  public var series: [Series]
  /// Pixels from left to right, at least 320.
  public var width: Int
  /// Pixels from top to bottom, at least 200.
  public var height: Int
  /// How places lie along the x axis.
  public var xAxis: Axis
  /// How values lie along the y axis.
  public var yAxis: Axis
  /// Where the names of the series stand.
  public var legend: Legend

  /// A chart of `series`.
  ///
  /// - Precondition: The picture is at least 320×200 pixels.
  public init(
    title: String, xLabel: String, yLabel: String, series: [Series], width: Int = 1000,
    height: Int = 600, xAxis: Axis = .linear, yAxis: Axis = .linear, legend: Legend = .above
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.width = width
    self.height = height
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.legend = legend
  }

  /// The picture as an SVG document, which refers to no other file and holds no scripts.
  public func svg() -> String { picture(.file).text + "\n" }

  /// The picture for one place or another.
  ///
  /// - Parameter label: What programs that read pages aloud say of it, on a page.
  func picture(_ style: ChartStyle, label: String = "") -> SVG {
    ChartFrame.check("LineChart", width: width, height: height)
    for one in series { one.check() }
    let strokes = series.enumerated().map { LineStroke($1, at: $0, style) }
    // A patch of colour is enough where lines differ by nothing else.
    let isPlain =
      style == .file && series.allSatisfy { $0.dash == nil && $0.marker == nil && $0.isJoined }
    let entries = zip(series, strokes).map {
      ChartLegend.Entry(name: $0.name, key: isPlain ? .patch($1.paint) : .line($1))
    }
    let margin = legend == .beside ? LineNames.margin(entries, width: width) : 0
    var frame = ChartFrame(
      title: title, xLabel: xLabel, yLabel: yLabel, width: width, height: height,
      style: style, yScale: yScale(style), entries: margin > 0 ? [] : entries, margin: margin)
    var columns = LineColumns(frame: frame, scale: xScale(style))
    var names: [SVG] = []
    if margin > 0 {
      let ends = zip(series, entries).compactMap { series, entry in
        columns.end(of: series).map { LineNames.End(entry: entry, point: $0) }
      }
      if let drawn = LineNames.draw(ends, frame: frame, length: margin) {
        names = drawn
      } else {
        frame = ChartFrame(
          title: title, xLabel: xLabel, yLabel: yLabel, width: width, height: height,
          style: style, yScale: yScale(style), entries: entries)
        columns = LineColumns(frame: frame, scale: xScale(style))
      }
    }
    let bands = zip(series, strokes).flatMap { columns.band($0, $1.paint) }
    let lines = zip(series, strokes).flatMap { columns.draw($0, $1) }
    return frame.document(
      grid: columns.grid, bands + lines, labels: columns.labels + names,
      axesBehind: style == .page, label: label)
  }

  private func xScale(_ style: ChartStyle) -> ChartScale {
    let pitch = style == .file ? 120 : 80
    let places = series.lazy.flatMap(\.x)
    switch xAxis {
    case .linear:
      // Points that no line leads to would be cut in half at the edges.
      let isWidened = series.contains { !$0.isJoined }
      return ChartScale(linear: places, target: max(width / pitch, 2), widened: isWidened)
    case .logarithmic: return ChartScale(logarithmic: places, target: max(width / 90, 3))
    }
  }

  private func yScale(_ style: ChartStyle) -> ChartScale {
    let target = ChartFrame.tickCount(height: height, style)
    switch yAxis {
    case .linear:
      return ChartScale(
        linear: series.lazy.flatMap(\.reached), target: target, widened: true)
    case .logarithmic:
      return ChartScale(logarithmic: series.lazy.flatMap(\.reached), target: target)
    }
  }
}
