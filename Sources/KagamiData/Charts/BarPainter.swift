/// Lays a bar chart out and paints it.
struct BarPainter {
  private let chart: BarChart
  private let scale: ChartScale
  private let columns: Range<Int>
  private let rows: Range<Int>
  private var canvas: Canvas
  private let text = TextPen()

  init(_ chart: BarChart) {
    self.chart = chart
    let values = chart.series.flatMap(\.values).filter { $0.isFinite && $0 > 0 }
    let scale = ChartScale(
      covering: [0] + values, target: max(chart.height / 80, 2), widened: true)
    self.scale = scale
    let labels = scale.ticks.map { TextPen().length(of: scale.label($0)) }
    columns = 46 + Int(labels.max() ?? 0)..<chart.width - 28
    rows = 88..<chart.height - 46
    canvas = Canvas(width: chart.width, height: chart.height, paper: .paper)
  }

  mutating func paint() -> RGBImage {
    paintGrid()
    for group in chart.groups.indices { paintGroup(group) }
    paintFrame()
    return canvas.image
  }

  private mutating func paintGrid() {
    for tick in scale.ticks {
      let y = row(of: tick)
      canvas.fill(columns: columns, rows: y..<y + 1, .grid)
      text.write(
        scale.label(tick), at: Canvas.Point(Double(columns.lowerBound) - 10, Double(y)),
        anchor: .end, on: &canvas)
    }
  }

  private mutating func paintGroup(_ group: Int) {
    let span = Double(columns.count) / Double(chart.groups.count)
    let left = Double(columns.lowerBound) + span * Double(group)
    let bar = span * 0.8 / Double(max(chart.series.count, 1))
    for (index, series) in chart.series.enumerated() {
      let value = series.values[group]
      guard value.isFinite, value > 0 else { continue }
      let start = Int(left + span * 0.1 + bar * Double(index))
      canvas.fill(
        columns: start..<max(start + 1, Int(left + span * 0.1 + bar * Double(index + 1)) - 1),
        rows: row(of: value)..<rows.upperBound, RGBColor.series[index % RGBColor.series.count])
    }
    text.write(
      chart.groups[group], at: Canvas.Point(left + span / 2, Double(rows.upperBound) + 18),
      anchor: .middle, on: &canvas)
  }

  private mutating func paintFrame() {
    canvas.fill(
      columns: columns.lowerBound - 1..<columns.lowerBound + 1,
      rows: rows.lowerBound..<rows.upperBound + 1, .axis)
    canvas.fill(
      columns: columns.lowerBound - 1..<columns.upperBound,
      rows: rows.upperBound - 1..<rows.upperBound + 1, .axis)
    let middle = Double(columns.lowerBound + columns.upperBound) / 2
    var heading = TextPen()
    (heading.dot, heading.weight) = (2.5, 2.4)
    heading.write(chart.title, at: Canvas.Point(middle, 28), anchor: .middle, on: &canvas)
    text.write(
      chart.yLabel,
      at: Canvas.Point(18, Double(rows.lowerBound + rows.upperBound) / 2), anchor: .middle,
      upwards: true, on: &canvas)
    // The names in one line, above the bars.
    var x = columns.lowerBound + 8
    for (index, series) in chart.series.enumerated() {
      canvas.fill(
        columns: x..<x + 16, rows: 56..<70, RGBColor.series[index % RGBColor.series.count])
      text.write(series.name, at: Canvas.Point(Double(x) + 24, 63), anchor: .start, on: &canvas)
      x += 24 + Int(text.length(of: series.name)) + 28
    }
  }

  private func row(of value: Double) -> Int {
    rows.upperBound - Int(scale.place(value) * Double(rows.count))
  }
}
