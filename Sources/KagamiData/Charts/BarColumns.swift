/// The bars of a chart and the names below them.
struct BarColumns {
  let frame: ChartFrame
  let groups: [String]
  let series: [BarChart.Series]

  /// Pixels from one line of a group's name to the next.
  private static let lineHeight = 17.0

  /// Pixels from one group to the next.
  private var span: Double { (frame.right - frame.left) / Double(groups.count) }

  /// Pixels below the axis for names that need more than one line.
  static func foot(_ groups: [String], width: Int) -> Double {
    // The y axis takes about 70 pixels.
    let span = Double(width - 90) / Double(max(groups.count, 1))
    let lines = groups.map { broken($0, limit: span - 4).count }.max() ?? 1
    return Double(lines - 1) * lineHeight
  }

  /// The names of the groups.
  var labels: [SVG] {
    groups.enumerated().flatMap { group, name in
      let x = frame.left + span * Double(group) + span / 2
      let lines = frame.style == .page ? Self.broken(name, limit: span - 4) : [name]
      return lines.enumerated().map { index, line in
        ChartText.line(
          line, x: x, y: frame.bottom + 18 + Double(index) * Self.lineHeight, limit: span - 4)
      }
    }
  }

  /// The bars and their whiskers.
  func draw() -> [SVG] {
    groups.indices.flatMap { group in
      draw(group, from: frame.left + span * Double(group) + span * 0.1, width: span * 0.8)
    }
  }

  private func draw(_ group: Int, from left: Double, width: Double) -> [SVG] {
    let pitch = width / Double(series.count)
    return series.enumerated().flatMap { index, series -> [SVG] in
      let x = left + pitch * Double(index)
      let thickness = max(pitch - 1, pitch / 2)
      var parts: [SVG] = []
      let value = series.values[group]
      if value.isFinite, value > 0 {
        // What is too large for any axis fills the plot.
        let top = max(frame.row(of: value), frame.top)
        let height = frame.bottom - top
        parts.append(
          SVG(
            "rect",
            [
              "x": x, "y": top, "width": thickness, "height": height,
              "fill": frame.style.series(at: index),
            ]))
        if frame.style == .page, let hatch = ChartHatch.series(at: index) {
          parts += hatch.draw(x: x, y: top, width: thickness, height: height, frame.style.paper)
        }
      }
      if let whisker = series.whiskers[group] {
        parts += draw(whisker, around: x + thickness / 2, width: min(thickness * 0.5, 14))
      }
      return parts
    }
  }

  /// An upright line with a short line across either end, on a rim that shows on bars of any colour.
  private func draw(
    _ whisker: (low: Double, high: Double), around x: Double, width: Double
  ) -> [SVG] {
    let top = max(frame.row(of: whisker.high), frame.top)
    let bottom = max(frame.row(of: whisker.low), frame.top)
    let across = "\((x - width / 2).svg) "
    let path =
      "M\(x.svg) \(top.svg)V\(bottom.svg)M\(across)\(top.svg)h\(width.svg)"
      + "M\(across)\(bottom.svg)h\(width.svg)"
    return [(frame.style.paper, 4.0), (frame.style.ink, 1.6)].map { paint, thickness in
      SVG("path", ["d": path, "fill": "none", "stroke": paint, "stroke-width": thickness])
    }
  }

  /// A name in lines that are as long as `limit` allows, broken at spaces.
  private static func broken(_ name: String, limit: Double) -> [String] {
    var lines: [String] = []
    for word in name.split(separator: " ") {
      if let last = lines.last, ChartText.length(of: "\(last) \(word)") <= limit {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.isEmpty ? [name] : lines
  }
}
