/// The names of a chart's series beside their colours, in lines between the title and the plot.
struct ChartLegend {
  struct Entry {
    var name: String
    var key: ChartKey
  }

  /// Pixels from one line to the next.
  static let lineHeight = 22.0

  /// The entries of each line.
  private(set) var lines: [[Entry]] = []
  /// How many entries found no place.
  private(set) var omitted = 0
  private let width: Double

  /// Breaks entries into lines; those without a name need none.
  ///
  /// - Parameters:
  ///   - width: The length of a line, in pixels.
  ///   - limit: The most lines, at least 1. If there are more entries, the last line says how many.
  init(_ entries: [Entry], width: Double, limit: Int) {
    self.width = width
    for entry in entries where !entry.name.isEmpty {
      if lines.isEmpty || Self.length(of: lines[lines.count - 1] + [entry]) > width {
        lines.append([])
      }
      lines[lines.count - 1].append(entry)
    }
    guard lines.count > limit else { return }
    omitted = lines[limit...].reduce(0) { $0 + $1.count }
    lines.removeSubrange(limit...)
    while Self.length(of: lines[limit - 1]) + ChartText.length(of: note) > width {
      guard lines[limit - 1].popLast() != nil else { break }
      omitted += 1
    }
  }

  private var note: String { "and \(omitted) more" }

  /// Pixels from the top of the first line to the bottom of the last.
  var height: Double { Double(lines.count) * Self.lineHeight }

  /// The lines, from a place downwards.
  func draw(x: Double, y: Double, _ style: ChartStyle) -> [SVG] {
    var parts: [SVG] = []
    for (index, line) in lines.enumerated() {
      let middle = y + (Double(index) + 0.5) * Self.lineHeight
      var left = x
      for entry in line {
        parts += entry.key.draw(x: left, middle: middle, style)
        let start = left + entry.key.length + 8
        parts.append(
          ChartText.line(
            entry.name, x: start, y: middle, anchor: .start, limit: x + width - start))
        left += Self.length(of: [entry])
      }
    }
    if omitted > 0 {
      let left = x + Self.length(of: lines[lines.count - 1])
      parts.append(
        ChartText.line(note, x: left, y: y + height - Self.lineHeight / 2, anchor: .start))
    }
    return parts
  }

  private static func length(of line: [Entry]) -> Double {
    line.reduce(0) { $0 + $1.key.length + 8 + ChartText.length(of: $1.name) + 20 }
  }
}
