/// The box that names a chart's lines; it stands in the corner where it hides least of them.
struct ChartLegend {
  struct Entry {
    var name: String
    var color: RGBColor
  }

  let entries: [Entry]
  /// The plot's columns and rows, inside the axes.
  let columns: Range<Int>
  let rows: Range<Int>
  let text: TextPen
  private let lineHeight = 24

  /// Paints the box and its entries, or nothing if there are none.
  func paint(avoiding lines: [[Canvas.Point]], on canvas: inout Canvas) {
    guard !entries.isEmpty else { return }
    let length = entries.map { text.length(of: $0.name) }.max() ?? 0
    let width = min(Int(length) + 62, columns.count)
    let height = entries.count * lineHeight + 10
    let (left, top) = emptiestCorner(width: width, height: height, lines)
    canvas.fill(columns: left..<left + width, rows: top..<top + height, .grid)
    canvas.fill(
      columns: left + 1..<left + width - 1, rows: top + 1..<top + height - 1, .paper)
    for (index, entry) in entries.enumerated() {
      let start = Canvas.Point(
        Double(left) + 12, Double(top + 5 + index * lineHeight + lineHeight / 2))
      canvas.line([start, start + Canvas.Point(26, 0)], thickness: 3, entry.color)
      text.write(entry.name, at: start + Canvas.Point(38, 0), on: &canvas)
    }
  }

  private func emptiestCorner(
    width: Int, height: Int, _ lines: [[Canvas.Point]]
  ) -> (left: Int, top: Int) {
    let lefts = [columns.upperBound - width - 10, columns.lowerBound + 12]
    let tops = [rows.lowerBound + 8, rows.upperBound - height - 12]
    let corners = tops.flatMap { top in lefts.map { (left: $0, top: top) } }
    let points = lines.flatMap(Self.dense)
    let hidden = corners.map { corner in
      points.count { point in
        (Double(corner.left)..<Double(corner.left + width)).contains(point.x)
          && (Double(corner.top)..<Double(corner.top + height)).contains(point.y)
      }
    }
    let best = hidden.indices.min { hidden[$0] < hidden[$1] } ?? 0
    return corners[best]
  }

  /// The points of a line and those between them, at most about 8 pixels apart.
  private static func dense(_ line: [Canvas.Point]) -> [Canvas.Point] {
    var points = Array(line.prefix(1))
    for (start, end) in zip(line, line.dropFirst()) {
      let chord = end - start
      let length = (chord * chord).sum().squareRoot()
      let pieces = Int(min(length / 8, 500)) + 1
      for piece in 1...pieces { points.append(start + chord * (Double(piece) / Double(pieces))) }
    }
    return points
  }
}
