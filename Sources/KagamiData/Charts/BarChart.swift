internal import Kagami

/// A bar chart as SVG: groups of bars, one for each named series.
public struct BarChart: Sendable {
  /// One bar of every group.
  public struct Series: Sendable {
    /// What the legend calls it.
    public var name: String
    /// One value for each group; one that is not finite or below 0 has no bar.
    public var values: [Double]

    /// The bars of one name.
    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// What stands above the chart, and what programs that read pages aloud say of it.
  public var title: String
  /// What stands left of the y axis.
  public var yLabel: String
  /// What stands below each group.
  public var groups: [String]
  /// The bars of a group, from left to right.
  public var series: [Series]
  /// Pixels from left to right, at least 320.
  public var width: Int
  /// Pixels from top to bottom, at least 200.
  public var height: Int

  /// A chart of `series`.
  ///
  /// - Precondition: every series has a value for each group, and the picture is at least 320×200
  ///   pixels.
  public init(
    title: String, yLabel: String, groups: [String], series: [Series], width: Int = 1000,
    height: Int = 600
  ) {
    self.title = title
    self.yLabel = yLabel
    self.groups = groups
    self.series = series
    self.width = width
    self.height = height
    check()
  }

  /// Checked again where the chart is drawn: everything may have changed.
  private func check() {
    for one in series where one.values.count != groups.count {
      misuse(
        "BarChart", "\(one.values.count) values of \"\(one.name)\" for \(groups.count) groups",
        hint: "pass a value for each group, or NaN for no bar")
    }
    ChartFrame.check("BarChart", width: width, height: height)
  }

  /// The picture as an SVG document, which refers to no other file and holds no scripts.
  public func svg() -> String {
    check()
    let values = series.flatMap(\.values).filter { $0 > 0 && ChartScale.isUsable($0, false) }
    let frame = ChartFrame(
      title: title, yLabel: yLabel, width: width, height: height,
      yScale: ChartScale(
        linear: [0] + (values.isEmpty ? [1] : values), target: ChartFrame.tickCount(height: height),
        widened: true),
      entries: series.enumerated().map {
        ChartLegend.Entry(name: $1.name, color: RGBColor.series(at: $0))
      })
    let span = (frame.right - frame.left) / Double(groups.count)
    var labels: [SVG] = []
    var bars: [SVG] = []
    for (group, name) in groups.enumerated() {
      let left = frame.left + span * Double(group)
      labels.append(
        ChartText.line(name, x: left + span / 2, y: frame.bottom + 18, limit: span - 4))
      bars += draw(group, in: frame, from: left + span * 0.1, width: span * 0.8)
    }
    return frame.document(bars, labels: labels)
  }

  private func draw(
    _ group: Int, in frame: ChartFrame, from left: Double, width: Double
  ) -> [SVG] {
    let pitch = width / Double(series.count)
    return series.enumerated().compactMap { index, series in
      let value = series.values[group]
      guard value.isFinite, value > 0 else { return nil }
      // What is too large for any axis fills the plot.
      let top = max(frame.row(of: value), frame.top)
      return SVG(
        "rect",
        [
          "x": left + pitch * Double(index), "y": top, "width": max(pitch - 1, pitch / 2),
          "height": frame.bottom - top, "fill": RGBColor.series(at: index),
        ])
    }
  }
}
