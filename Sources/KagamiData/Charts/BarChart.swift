internal import Kagami

/// A bar chart as SVG: groups of bars, one for each named series.
public struct BarChart: Sendable {
  /// One bar of every group.
  public struct Series: Sendable {
    /// What the legend calls it.
    public var name: String
    /// One value for each group; one that is not finite or below 0 has no bar.
    public var values: [Double]
    /// How far each value varies to either side, shown as a whisker on its bar; nothing if nil.
    public var deviations: [Double]?

    /// The bars of one name.
    ///
    /// - Parameters:
    ///   - name: What the legend calls it.
    ///   - values: One value for each group.
    ///   - deviations: One deviation for each group; one that is not finite has no whisker.
    public init(name: String, values: [Double], deviations: [Double]? = nil) {
      self.name = name
      self.values = values
      self.deviations = deviations
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
    for one in series {
      for count in [one.values.count, one.deviations?.count ?? groups.count]
      where count != groups.count {
        misuse(
          "BarChart", "\(count) values of \"\(one.name)\" for \(groups.count) groups",
          hint: "pass a value for each group, or NaN for no bar")
      }
    }
    ChartFrame.check("BarChart", width: width, height: height)
  }

  /// The picture as an SVG document, which refers to no other file and holds no scripts.
  public func svg() -> String { picture(.file).text + "\n" }

  /// The picture for one place or another.
  ///
  /// - Parameter label: What programs that read pages aloud say of it, on a page.
  func picture(_ style: ChartStyle, label: String = "") -> SVG {
    check()
    let values = series.flatMap { $0.values + $0.whiskers.compactMap { $0?.high } }
      .filter { $0 > 0 && ChartScale.isUsable($0, false) }
    let names = style == .page ? BarColumns.Names(groups, width: width) : nil
    let bars = BarColumns(
      frame: ChartFrame(
        title: title, yLabel: yLabel, width: width, height: height, style: style,
        yScale: ChartScale(
          linear: [0] + (values.isEmpty ? [1] : values),
          target: ChartFrame.tickCount(height: height, style), widened: true),
        entries: series.enumerated().map {
          ChartLegend.Entry(
            name: $1.name,
            key: .patch(style.series(at: $0), style == .page ? .series(at: $0) : nil))
        },
        foot: names?.foot ?? 0),
      groups: groups, series: series, names: names)
    return bars.frame.document(bars.draw(), labels: bars.labels, label: label)
  }
}

extension BarChart.Series {
  /// The lower and the upper end of each whisker; nil for none.
  var whiskers: [(low: Double, high: Double)?] {
    guard let deviations else { return values.map { _ in nil } }
    return zip(values, deviations).map { value, deviation in
      value >= 0 && value.isFinite && deviation.isFinite
        ? (low: max(value - abs(deviation), 0), high: value + abs(deviation)) : nil
    }
  }
}
