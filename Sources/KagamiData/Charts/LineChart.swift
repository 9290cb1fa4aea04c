internal import Kagami

/// A line chart as SVG: title, axes with round ticks, grid, and a legend of named series.
public struct LineChart: Sendable {
  /// One named line of a chart.
  public struct Series: Sendable {
    /// What the legend calls it.
    public var name: String
    /// The places along the x axis, ascending.
    public var x: [Double]
    /// The values, as many as `x`; one that is not finite leaves a gap.
    public var y: [Double]
    /// How much of the running average each point keeps, 0 up to but not including 1.
    ///
    /// Above 0 the values themselves are drawn faintly and their average boldly over them.
    public var smoothing: Double
    /// The colour, or nil for the next of the chart's own.
    public var color: RGBColor?

    /// A line through the points `(x[i], y[i])`.
    ///
    /// - Precondition: `x` and `y` are of one length and `smoothing` is in 0..<1.
    public init(
      name: String, x: [Double], y: [Double], smoothing: Double = 0, color: RGBColor? = nil
    ) {
      self.name = name
      self.x = x
      self.y = y
      self.smoothing = smoothing
      self.color = color
      check()
    }

    /// Checked again where a chart is drawn: the values may have changed.
    func check() {
      if x.count != y.count {
        misuse(
          "LineChart.Series", "\(x.count) places x for \(y.count) values y in \"\(name)\"",
          hint: "pass as many of one as of the other")
      }
      if !(0..<1).contains(smoothing) {
        misuse(
          "LineChart.Series", "smoothing \(smoothing) of \"\(name)\" keeps no average",
          hint: "use 0 or more and less than 1")
      }
    }

    /// A line through the points `(0, y[0])`, `(1, y[1])`, and so on.
    public init(name: String, y: [Double], smoothing: Double = 0, color: RGBColor? = nil) {
      self.init(
        name: name, x: y.indices.map { Double($0) }, y: y, smoothing: smoothing, color: color)
    }
  }

  /// How values lie along the y axis.
  public enum Axis: Sendable {
    /// Equal differences are equally long.
    case linear
    /// Equal ratios are equally long; values of 0 and below leave gaps.
    case logarithmic
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
  /// How values lie along the y axis.
  public var yAxis: Axis

  /// A chart of `series`.
  ///
  /// - Precondition: The picture is at least 320×200 pixels.
  public init(
    title: String, xLabel: String, yLabel: String, series: [Series], width: Int = 1000,
    height: Int = 600, yAxis: Axis = .linear
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.width = width
    self.height = height
    self.yAxis = yAxis
  }

  /// The picture as an SVG document, which refers to no other file and holds no scripts.
  public func svg() -> String {
    ChartFrame.check("LineChart", width: width, height: height)
    for one in series { one.check() }
    let colors = series.enumerated().map { $1.color ?? RGBColor.series(at: $0) }
    let entries = zip(series, colors).map { ChartLegend.Entry(name: $0.name, color: $1) }
    let frame = ChartFrame(
      title: title, xLabel: xLabel, yLabel: yLabel, width: width, height: height,
      yScale: yScale(), entries: entries)
    let xScale = ChartScale(
      linear: series.lazy.flatMap(\.x), target: max(width / 120, 2), widened: false)
    let columns = LineColumns(frame: frame, scale: xScale)
    return frame.document(
      grid: columns.grid, zip(series, colors).flatMap { columns.draw($0, $1) },
      labels: columns.labels)
  }

  private func yScale() -> ChartScale {
    let target = ChartFrame.tickCount(height: height)
    switch yAxis {
    case .linear:
      return ChartScale(
        linear: series.lazy.flatMap(\.reached), target: target, widened: true)
    case .logarithmic:
      return ChartScale(logarithmic: series.lazy.flatMap(\.reached), target: target)
    }
  }
}

extension LineChart.Series {
  /// The values that the y axis must reach.
  ///
  /// A few wild values of a smoothed series do not flatten all the rest: its axis covers the
  /// average and the middle 99 % of the values.
  fileprivate var reached: [Double] {
    guard smoothing > 0 else { return y }
    let sorted = y.filter(\.isFinite).sorted()
    let cut = sorted.count / 200
    return Smoothing.average(y, factor: smoothing) + sorted.dropFirst(cut).dropLast(cut)
  }
}
