internal import Kagami

/// A line chart as a picture: title, axes with round ticks, grid, and a legend of named series.
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

  /// What stands above the chart; letters beyond ASCII are shown as question marks.
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

  /// A chart of `series`.
  ///
  /// - Precondition: The picture is at least 320×200 pixels.
  public init(
    title: String, xLabel: String, yLabel: String, series: [Series], width: Int = 1000,
    height: Int = 600
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.width = width
    self.height = height
  }

  /// The picture.
  public func render() -> RGBImage {
    Canvas.check("LineChart", width: width, height: height)
    for one in series { one.check() }
    var painter = ChartPainter(self)
    return painter.paint()
  }

  /// The picture as the bytes of a PNG file.
  ///
  /// - Throws: ``PNGError`` if libpng refuses the size.
  public func png() throws(PNGError) -> [UInt8] { try PNG.encode(render()) }
}
