/// The bars of a chart and the names below them.
struct BarColumns {
  let frame: ChartFrame
  let groups: [String]
  let series: [BarChart.Series]
  /// How the names of groups stand; nil for a line each, as small as its group needs.
  let names: Names?

  /// Pixels from one group to the next.
  private var span: Double { (frame.right - frame.left) / Double(groups.count) }

  /// How the names of groups stand on a page.
  enum Names {
    /// From left to right, in up to so many lines.
    case level(lines: Int)
    /// Upwards, where a word is longer than its group is wide; they are so long.
    case upright(length: Double)

    /// Pixels below the axis, beyond those for one line.
    var foot: Double {
      switch self {
      case .level(let lines): Double(lines - 1) * ChartText.lineHeight
      case .upright(let length): length
      }
    }

    /// The longest that upright names get, in pixels, before their letters become smaller.
    private static let limit = 190.0

    init(_ groups: [String], width: Int) {
      // The y axis takes about 70 pixels.
      let span = Double(width - 70) / Double(max(groups.count, 1)) - 4
      let lines = groups.map { ChartText.broken($0, limit: span) }
      let hasSpace = lines.allSatisfy { $0.allSatisfy { ChartText.length(of: $0) <= span } }
      let longest = groups.map { ChartText.length(of: $0) }.max() ?? 0
      self =
        hasSpace
        ? .level(lines: max(lines.map(\.count).max() ?? 1, 1))
        : .upright(length: min(longest, Self.limit))
    }
  }

  /// The names of the groups.
  var labels: [SVG] {
    groups.enumerated().flatMap { group, name in
      let x = frame.left + span * Double(group) + span / 2
      switch names {
      case nil:
        return [ChartText.line(name, x: x, y: frame.bottom + 18, limit: span - 4)]
      case .level:
        return ChartText.broken(name, limit: span - 4).enumerated().map { index, line in
          let y = frame.bottom + 18 + Double(index) * ChartText.lineHeight
          return ChartText.line(line, x: x, y: y, limit: span - 4)
        }
      case .upright(let length):
        return [
          ChartText.line(
            name, x: x, y: frame.bottom + 10, anchor: .end, size: min(ChartText.size, 0.8 * span),
            limit: length, upwards: true)
        ]
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
}
