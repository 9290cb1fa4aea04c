/// The way of one line over a chart, as what an SVG path and circles can state.
struct LinePath {
  typealias Point = SIMD2<Double>

  /// Points joined by lines.
  private(set) var runs: [[Point]] = []
  /// Points between gaps, which have no neighbour to be joined to.
  private(set) var lone: [Point] = []

  /// The way through points in pixels, cut off above and below the plot.
  ///
  /// - Parameters:
  ///   - points: From left to right; nil leaves a gap.
  ///   - rows: The plot's upper and lower edge.
  init(_ points: [Point?], rows: ClosedRange<Double>) {
    for run in points.split(separator: nil).map({ $0.compactMap(\.self) }) {
      if run.count == 1 {
        lone += run.filter { rows.contains($0.y) }
      } else {
        cut(Self.thinned(run), rows)
      }
    }
  }

  /// The elements that draw the way.
  func draw(
    _ color: ChartPaint, thickness: Double, opacity: Double? = nil, dash: LineChart.Dash = .solid
  ) -> [SVG] {
    var parts: [SVG] = []
    if !runs.isEmpty {
      let path = runs.map { run in
        "M" + run.map { "\($0.x.svg) \($0.y.svg)" }.joined(separator: "L")
      }
      parts.append(
        SVG(
          "path",
          [
            "d": path.joined(), "fill": "none", "stroke": color, "stroke-width": thickness,
            "stroke-opacity": opacity, "stroke-linejoin": "round", "stroke-linecap": "round",
            "stroke-dasharray": dash.lengths,
          ]))
    }
    return parts
      + lone.map { point in
        SVG(
          "circle",
          [
            "cx": point.x, "cy": point.y, "r": 1.5 * thickness, "fill": color,
            "fill-opacity": opacity,
          ])
      }
  }

  /// Of the points in one column of pixels the first, the least, the greatest and the last: what shows.
  ///
  /// So a picture of a million steps is no larger than one of a few thousand.
  private static func thinned(_ run: [Point]) -> [Point] {
    var kept: [Point] = []
    var start = 0
    while start < run.count {
      var end = start
      var (least, most) = (start, start)
      while end < run.count, run[end].x.rounded(.down) == run[start].x.rounded(.down) {
        if run[end].y < run[least].y { least = end }
        if run[end].y > run[most].y { most = end }
        end += 1
      }
      kept += Set([start, least, most, end - 1]).sorted().map { run[$0] }
      start = end
    }
    return kept
  }

  private mutating func cut(_ run: [Point], _ rows: ClosedRange<Double>) {
    var piece: [Point] = []
    for (start, end) in zip(run, run.dropFirst()) {
      guard max(start.y, end.y) >= rows.lowerBound, min(start.y, end.y) <= rows.upperBound else {
        continue
      }
      let (from, to) = (Self.held(start, end, rows), Self.held(end, start, rows))
      if piece.last != from {
        if !piece.isEmpty { runs.append(piece) }
        piece = [from]
      }
      piece.append(to)
    }
    if !piece.isEmpty { runs.append(piece) }
  }

  /// A point, or the place nearest to it on the line to another one that is within the rows.
  private static func held(_ point: Point, _ other: Point, _ rows: ClosedRange<Double>) -> Point {
    let y = min(max(point.y, rows.lowerBound), rows.upperBound)
    guard y != point.y else { return point }
    // The edge itself, not a sum that rounds: the point may lie 1e100 pixels away.
    let x = point.x + (other.x - point.x) * ((y - point.y) / (other.y - point.y))
    return Point(x, y)
  }
}
