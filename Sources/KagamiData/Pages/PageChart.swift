/// What a chart needs to be drawn in a page.
protocol PageChart: Sendable {
  var title: String { get }
  var width: Int { get set }
  var height: Int { get set }

  func picture(_ style: ChartStyle, label: String) -> SVG
}

extension LineChart: PageChart {}

extension BarChart: PageChart {}

extension PageChart {
  /// The same chart of another size.
  fileprivate func sized(_ width: Int, _ height: Int) -> Self {
    var chart = self
    (chart.width, chart.height) = (width, height)
    return chart
  }

  /// The title, and the chart drawn twice.
  ///
  /// Once for the width of a text column and once for that of a telephone, where letters of the former
  /// would be half as high; the style sheet shows the one that fits.
  func html(alt: String) -> [HTMLElement] {
    let ratio = Double(height) / Double(width)
    func drawn(_ name: String, _ width: Int, _ heights: ClosedRange<Int>) -> HTMLElement {
      let height = min(max(Int(Double(width) * ratio), heights.lowerBound), heights.upperBound)
      let picture = sized(width, height).picture(.page, label: "\(title): \(alt)")
      return HTMLElement("div", ["class": name], [HTMLElement(written: picture.text)])
    }
    return [
      HTMLElement("p", ["class": "title"], text: title),
      drawn("wide", min(max(width, 320), 704), 260...520),
      drawn("narrow", 344, 240...400),
    ]
  }
}
