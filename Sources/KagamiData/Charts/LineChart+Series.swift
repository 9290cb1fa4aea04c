internal import Kagami

extension LineChart {
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
    /// The area around the line, such as the spread over several runs; nothing if nil.
    public var band: Band?
    /// How the line is broken; if nil, not at all in a file and by turns on a page.
    public var dash: Dash?
    /// What marks the points; if nil, nothing in a file and on a page what suits their number.
    public var marker: Marker?
    /// Whether a line joins the points, which are marked otherwise.
    public var isJoined: Bool

    /// A line through the points `(x[i], y[i])`.
    ///
    /// - Parameters:
    ///   - name: What the legend calls it.
    ///   - x: The places along the x axis, ascending.
    ///   - y: The values, as many as `x`.
    ///   - smoothing: How much of the running average each point keeps.
    ///   - color: The colour, or nil for the next of the chart's own.
    ///   - band: The area around the line.
    ///   - dash: How the line is broken, or nil for what suits the place.
    ///   - marker: What marks the points, or nil for what suits the place.
    ///   - isJoined: Whether a line joins the points.
    /// - Precondition: `x`, `y` and both sides of `band` are of one length and `smoothing` is in 0..<1.
    public init(
      name: String, x: [Double], y: [Double], smoothing: Double = 0, color: RGBColor? = nil,
      band: Band? = nil, dash: Dash? = nil, marker: Marker? = nil, isJoined: Bool = true
    ) {
      self.name = name
      self.x = x
      self.y = y
      self.smoothing = smoothing
      self.color = color
      self.band = band
      self.dash = dash
      self.marker = marker
      self.isJoined = isJoined
      check()
    }

    /// A line through the points `(0, y[0])`, `(1, y[1])`, and so on.
    public init(name: String, y: [Double], smoothing: Double = 0, color: RGBColor? = nil) {
      self.init(
        name: name, x: y.indices.map { Double($0) }, y: y, smoothing: smoothing, color: color)
    }

    /// Checked again where a chart is drawn: the values may have changed.
    func check() {
      if x.count != y.count {
        misuse(
          "LineChart.Series", "\(x.count) places x for \(y.count) values y in \"\(name)\"",
          hint: "pass as many of one as of the other")
      }
      if let band, band.low.count != y.count || band.high.count != y.count {
        misuse(
          "LineChart.Series",
          "a band of \(band.low.count) and \(band.high.count) values for \(y.count) values y in "
            + "\"\(name)\"",
          hint: "pass as many of one as of the other")
      }
      if !(0..<1).contains(smoothing) {
        misuse(
          "LineChart.Series", "smoothing \(smoothing) of \"\(name)\" keeps no average",
          hint: "use 0 or more and less than 1")
      }
    }

    /// The values that the y axis must reach.
    ///
    /// A few wild values of a smoothed series do not flatten all the rest: its axis covers the
    /// average and the middle 99 % of the values.
    var reached: [Double] {
      let sides = band.map { $0.low + $0.high } ?? []
      guard smoothing > 0 else { return y + sides }
      let sorted = y.filter(\.isFinite).sorted()
      let cut = sorted.count / 200
      return Smoothing.average(y, factor: smoothing) + sorted.dropFirst(cut).dropLast(cut) + sides
    }
  }
}
