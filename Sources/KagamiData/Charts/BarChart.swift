internal import Kagami

/// A bar chart as a picture: groups of bars, one for each named series.
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

  /// What stands above the chart; letters beyond ASCII are shown as question marks.
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
    Canvas.check("BarChart", width: width, height: height)
  }

  /// The picture.
  public func render() -> RGBImage {
    check()
    var painter = BarPainter(self)
    return painter.paint()
  }

  /// The picture as the bytes of a PNG file.
  ///
  /// - Throws: ``PNGError`` if libpng refuses the size.
  public func png() throws(PNGError) -> [UInt8] { try PNG.encode(render()) }
}
