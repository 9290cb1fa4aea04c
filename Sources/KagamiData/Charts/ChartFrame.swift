internal import Kagami

/// What all charts share: the paper, the title, the legend, the axes and the grid.
struct ChartFrame {
  let title: String
  let xLabel: String
  let yLabel: String
  let width: Double
  let height: Double
  let yScale: ChartScale
  let legend: ChartLegend
  /// The edges of the plot, inside the axes, in pixels.
  let (left, right, top, bottom): (Double, Double, Double, Double)

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
  static func tickCount(height: Int) -> Int { max(height / 80, 2) }

  init(
    title: String, xLabel: String = "", yLabel: String, width: Int, height: Int,
    yScale: ChartScale, entries: [ChartLegend.Entry]
  ) {
    (self.title, self.xLabel, self.yLabel) = (title, xLabel, yLabel)
    (self.width, self.height) = (Double(width), Double(height))
    self.yScale = yScale
    left = 46 + (yScale.ticks.map { ChartText.length(of: $0.label) }.max() ?? 0)
    right = Double(width) - 28
    bottom = Double(height) - (xLabel.isEmpty ? 42 : 66)
    // About half of the picture is the plot's.
    let limit = Int((bottom - 52 - Double(height) / 2) / ChartLegend.lineHeight)
    legend = ChartLegend(entries, width: right - left, limit: max(limit, 1))
    top = 52 + (legend.lines.isEmpty ? 0 : legend.height + 6)
  }

  /// The height at which a value lies, in pixels from the top.
  func row(of value: Double) -> Double { bottom - yScale.place(value) * (bottom - top) }

  /// The whole document, with a chart's own parts in front of the grid and behind the axes.
  func document(grid: [SVG] = [], _ parts: [SVG], labels: [SVG]) -> String {
    let sheet = SVG("rect", ["width": width, "height": height, "fill": RGBColor.paper])
    let axes = SVG(
      "path",
      [
        "d": "M\(left.svg) \(top.svg)V\(bottom.svg)H\(right.svg)", "fill": "none",
        "stroke": RGBColor.axis, "stroke-width": 1.5,
      ])
    let all =
      [SVG("title", text: title), sheet] + rows() + grid + parts + [axes] + headings() + labels
    let document = SVG(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height,
        "viewBox": "0 0 \(width.svg) \(height.svg)", "role": "img",
        "font-family": ChartText.fonts, "font-size": ChartText.size, "fill": RGBColor.ink,
      ], all + legend.draw(x: left, y: 50))
    return document.text + "\n"
  }

  /// A straight line of the grid or a tick on an axis.
  static func rule(_ path: String, _ color: RGBColor) -> SVG {
    SVG("path", ["d": path, "stroke": color])
  }

  /// The grid's lines from left to right and the labels of the y axis.
  private func rows() -> [SVG] {
    yScale.ticks.flatMap { tick in
      let y = row(of: tick.value)
      return [
        Self.rule("M\(left.svg) \(y.svg)H\(right.svg)", .grid),
        ChartText.line(tick.label, x: left - 10, y: y, anchor: .end),
      ]
    }
  }

  private func headings() -> [SVG] {
    let (x, y) = ((left + right) / 2, (top + bottom) / 2)
    return [
      ChartText.line(title, x: width / 2, y: 28, size: 18, isBold: true, limit: width - 24),
      ChartText.line(xLabel, x: x, y: height - 20, limit: right - left),
      ChartText.line(yLabel, x: 18, y: y, limit: height - 24, upwards: true),
    ]
  }
}
