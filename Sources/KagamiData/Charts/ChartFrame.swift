internal import Kagami

/// What all charts share: the paper, the title, the legend, the axes and the grid.
struct ChartFrame {
  let title: String
  let xLabel: String
  let yLabel: String
  let width: Double
  let height: Double
  let style: ChartStyle
  let yScale: ChartScale
  let legend: ChartLegend
  /// The edges of the plot, inside the axes, in pixels.
  let (left, right, top, bottom): (Double, Double, Double, Double)
  /// Pixels above the legend.
  private let head: Double
  /// What stands below the x axis and above the y axis on a page, in lines.
  private var (xLines, yLines): ([String], [String]) = ([], [])

  /// Stops with a message unless a chart of this size can be drawn.
  static func check(_ operation: String, width: Int, height: Int) {
    if width < 320 || height < 200 || width > sizeLimit || height > sizeLimit {
      misuse(
        operation, "\(width)×\(height) pixels are no size for a chart",
        hint: "use 320×200 to \(sizeLimit)×\(sizeLimit)")
    }
  }

  /// Beyond this many pixels from side to side, programs refuse to draw pictures.
  private static let sizeLimit = 16_384

  /// About how many ticks a y axis has.
  static func tickCount(height: Int, _ style: ChartStyle) -> Int {
    // Charts on pages are smaller, and their letters are not.
    max(height / (style == .file ? 80 : 55), 2)
  }

  init(
    title: String, xLabel: String = "", yLabel: String, width: Int, height: Int,
    style: ChartStyle, yScale: ChartScale, entries: [ChartLegend.Entry], margin: Double = 0,
    foot: Double = 0
  ) {
    (self.title, self.xLabel, self.yLabel) = (title, xLabel, yLabel)
    self.width = Double(width)
    self.style = style
    self.yScale = yScale
    let labels = yScale.ticks.map { ChartText.length(of: $0.label) }.max() ?? 0
    right = Double(width) - max(margin, 28)
    switch style {
    case .file:
      left = 46 + labels
      self.height = Double(height)
      bottom = self.height - (xLabel.isEmpty ? 42 : 66)
      head = 52
      // About half of the picture is the plot's.
      let limit = Int((bottom - head - Double(height) / 2) / ChartLegend.lineHeight)
      legend = ChartLegend(entries, width: right - left, limit: max(limit, 1))
    case .page:
      left = 12 + labels
      // A page has the title as text of its own and any height: names take none of the plot's.
      head = 10
      legend = ChartLegend(entries, width: self.width - 4, limit: Self.legendLimit)
      xLines = ChartText.broken(xLabel, limit: right - left)
      yLines = ChartText.broken(yLabel, limit: right)
      let lines = Double(xLines.count) * ChartText.lineHeight
      self.height =
        Double(height) + legend.height + lines + Double(yLines.count) * ChartText.lineHeight + foot
      bottom = self.height - (lines > 0 ? 38 : 32) - lines - foot
    }
    let names = legend.lines.isEmpty ? 0 : legend.height + 6
    top = head + names + (yLines.isEmpty ? 0 : Double(yLines.count) * ChartText.lineHeight + 10)
  }

  /// The most lines of names above a chart on a page.
  private static let legendLimit = 12

  /// The height at which a value lies, in pixels from the top.
  func row(of value: Double) -> Double { bottom - yScale.place(value) * (bottom - top) }

  /// The whole document, with a chart's own parts in front of the grid.
  ///
  /// - Parameters:
  ///   - axesBehind: Whether the parts are in front of the axes too.
  ///   - label: What programs that read pages aloud say of it, on a page.
  func document(
    grid: [SVG] = [], _ parts: [SVG], labels: [SVG], axesBehind: Bool = false,
    label: String = ""
  ) -> SVG {
    let sheet = SVG("rect", ["width": width, "height": height, "fill": style.paper])
    let axes = SVG(
      "path",
      [
        "d": "M\(left.svg) \(top.svg)V\(bottom.svg)H\(right.svg)", "fill": "none",
        "stroke": style.axis, "stroke-width": 1.5,
      ])
    let first = style == .file ? [SVG("title", text: title), sheet] : []
    let all =
      first + rows() + grid + (axesBehind ? [axes] + parts : parts + [axes]) + headings() + labels
    let document = SVG(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height,
        "viewBox": "0 0 \(width.svg) \(height.svg)", "role": "img",
        "aria-label": style == .file ? nil : label,
        "font-family": ChartText.fonts, "font-size": ChartText.size, "fill": style.ink,
      ], all + legend.draw(x: style == .file ? left : 2, y: head - 2, style))
    return document
  }

  /// A straight line of the grid or a tick on an axis.
  static func rule(_ path: String, _ color: ChartPaint) -> SVG {
    SVG("path", ["d": path, "stroke": color])
  }

  /// The grid's lines from left to right and the labels of the y axis.
  private func rows() -> [SVG] {
    yScale.ticks.flatMap { tick in
      let y = row(of: tick.value)
      return [
        Self.rule("M\(left.svg) \(y.svg)H\(right.svg)", style.grid),
        ChartText.line(tick.label, x: left - 10, y: y, anchor: .end),
      ]
    }
  }

  /// What stands below the x axis, and upright above the y axis, where it takes no width.
  private func headingsOnPage() -> [SVG] {
    func lines(_ lines: [String], x: Double, last: Double, _ anchor: ChartText.Anchor) -> [SVG] {
      lines.reversed().enumerated().map { index, line in
        let y = last - Double(index) * ChartText.lineHeight
        return ChartText.line(line, x: x, y: y, anchor: anchor, limit: right - 2)
      }
    }
    return lines(xLines, x: (left + right) / 2, last: height - 10, .middle)
      + lines(yLines, x: 2, last: top - 20, .start)
  }

  private func headings() -> [SVG] {
    let (x, y) = ((left + right) / 2, (top + bottom) / 2)
    let heading = ChartText.line(
      title, x: width / 2, y: 28, size: 18, isBold: true, limit: width - 24)
    guard style == .file else { return headingsOnPage() }
    return [
      heading,
      ChartText.line(xLabel, x: x, y: height - 20, limit: right - left),
      ChartText.line(yLabel, x: 18, y: y, limit: height - 24, upwards: true),
    ]
  }
}
