/// The names of lines beside their ends, right of the plot.
enum LineNames {
  /// Where a line ends, in pixels, and what it is called.
  struct End {
    var entry: ChartLegend.Entry
    var point: SIMD2<Double>
  }

  /// Pixels from one name to the next.
  private static let pitch = 18.0
  /// Pixels from the plot to the keys.
  private static let lead = 14.0

  /// Pixels right of the plot for the longest name, or 0 where that leaves too little for the plot.
  static func margin(_ entries: [ChartLegend.Entry], width: Int) -> Double {
    let lengths = entries.lazy.filter { !$0.name.isEmpty }.map {
      // Lengths are estimates, and right of the names is the picture's edge.
      $0.key.length + 8 + 1.15 * ChartText.length(of: $0.name) + 4
    }
    guard let longest = lengths.max(), longest + lead <= 0.36 * Double(width) else { return 0 }
    return longest + lead
  }

  /// Names in the order of the lines' ends, or nil if there are more than the plot is high.
  ///
  /// - Parameter length: Pixels right of the plot.
  static func draw(_ ends: [End], frame: ChartFrame, length: Double) -> [SVG]? {
    let named = ends.filter { !$0.entry.name.isEmpty }.sorted { $0.point.y < $1.point.y }
    guard Double(named.count) * pitch <= frame.bottom - frame.top else { return nil }
    let rows = spread(named.map(\.point.y), from: frame.top, to: frame.bottom)
    return zip(named, rows).flatMap { end, row in
      let x = frame.right + lead
      let start = x + end.entry.key.length + 8
      // A thin line leads to a name that had to make way for others.
      let leader =
        "M\((frame.right + 2).svg) \(end.point.y.svg)L\((x - 2).svg) \(row.svg)"
      let isMoved = abs(end.point.y - row) > 3
      return
        (isMoved
        ? [SVG("path", ["d": leader, "fill": "none", "stroke": frame.style.axis])] : [])
        + end.entry.key.draw(x: x, middle: row, frame.style)
        + [
          ChartText.line(
            end.entry.name, x: start, y: row, anchor: .start,
            limit: frame.right + length - start)
        ]
    }
  }

  /// Rows as near to `wanted`, which ascend, as a pitch between neighbours allows.
  ///
  /// Those that are too near are merged to groups, each around the mean of what it holds.
  private static func spread(_ wanted: [Double], from top: Double, to bottom: Double) -> [Double] {
    var groups: [(start: Double, sum: Double, count: Int)] = []
    for row in wanted {
      var group = (start: row, sum: row, count: 1)
      while true {
        let height = Double(group.count - 1) * pitch
        let start = group.sum / Double(group.count) - height / 2
        group.start = min(max(start, top), max(bottom - height, top))
        guard let last = groups.last,
          last.start + Double(last.count) * pitch > group.start
        else { break }
        groups.removeLast()
        group = (start: 0, sum: last.sum + group.sum, count: last.count + group.count)
      }
      groups.append(group)
    }
    return groups.flatMap { group in
      (0..<group.count).map { group.start + Double($0) * pitch }
    }
  }
}
