/// Lays a line chart out and paints it.
struct ChartPainter {
  private let chart: LineChart
  private let xScale: ChartScale
  private let yScale: ChartScale
  /// The plot's columns and rows, inside the axes.
  private let columns: Range<Int>
  private let rows: Range<Int>
  private var canvas: Canvas
  private let text = TextPen()

  init(_ chart: LineChart) {
    self.chart = chart
    let yScale = ChartScale(
      covering: chart.series.lazy.flatMap(Self.heights), target: max(chart.height / 80, 2),
      widened: true)
    self.yScale = yScale
    xScale = ChartScale(
      covering: chart.series.lazy.flatMap(\.x), target: max(chart.width / 120, 2), widened: false)
    let labels = yScale.ticks.map { TextPen().length(of: yScale.label($0)) }
    let left = 46 + Int(labels.max() ?? 0)
    columns = left..<chart.width - 28
    rows = 56..<chart.height - 66
    canvas = Canvas(width: chart.width, height: chart.height, paper: .paper)
  }

  /// The values that the y axis must reach.
  ///
  /// A few wild values of a smoothed series do not flatten all the rest: its axis covers the
  /// average and the middle 99 % of the values.
  private static func heights(of series: LineChart.Series) -> [Double] {
    guard series.smoothing > 0 else { return series.y }
    let sorted = series.y.filter(\.isFinite).sorted()
    let cut = sorted.count / 200
    return Smoothing.average(series.y, factor: series.smoothing)
      + sorted.dropFirst(cut).dropLast(cut)
  }

  mutating func paint() -> RGBImage {
    paintGrid()
    for (index, series) in chart.series.enumerated() {
      paint(series, color(of: series, index))
    }
    paintAxes()
    paintLegend()
    return canvas.image
  }

  private mutating func paintGrid() {
    for tick in yScale.ticks {
      let y = place(xScale.low, tick).y
      canvas.fill(columns: columns, rows: Int(y)..<Int(y) + 1, .grid)
      text.write(
        yScale.label(tick), at: Canvas.Point(Double(columns.lowerBound) - 10, y), anchor: .end,
        on: &canvas)
    }
    for tick in xScale.ticks {
      let x = place(tick, yScale.low).x
      canvas.fill(columns: Int(x)..<Int(x) + 1, rows: rows, .grid)
      canvas.fill(
        columns: Int(x)..<Int(x) + 1, rows: rows.upperBound..<rows.upperBound + 6, .axis)
      text.write(
        xScale.label(tick), at: Canvas.Point(x, Double(rows.upperBound) + 18), anchor: .middle,
        on: &canvas)
    }
  }

  private mutating func paintAxes() {
    canvas.fill(
      columns: columns.lowerBound - 1..<columns.lowerBound + 1,
      rows: rows.lowerBound..<rows.upperBound + 1, .axis)
    canvas.fill(
      columns: columns.lowerBound - 1..<columns.upperBound,
      rows: rows.upperBound - 1..<rows.upperBound + 1, .axis)
    let middle = Canvas.Point(
      Double(columns.lowerBound + columns.upperBound) / 2,
      Double(rows.lowerBound + rows.upperBound) / 2)
    var heading = TextPen()
    (heading.dot, heading.weight) = (2.5, 2.4)
    heading.write(
      chart.title, at: Canvas.Point(middle.x, 28), anchor: .middle, on: &canvas)
    text.write(
      chart.xLabel, at: Canvas.Point(middle.x, Double(chart.height) - 20), anchor: .middle,
      on: &canvas)
    text.write(
      chart.yLabel, at: Canvas.Point(18, middle.y), anchor: .middle, upwards: true, on: &canvas)
  }

  private mutating func paint(_ series: LineChart.Series, _ color: RGBColor) {
    if series.smoothing > 0 {
      paint(series.x, series.y, thickness: 1.2, color, opacity: 0.3)
      paint(
        series.x, Smoothing.average(series.y, factor: series.smoothing), thickness: 2.4, color,
        opacity: 1)
    } else {
      paint(series.x, series.y, thickness: 2.2, color, opacity: 1)
    }
  }

  private mutating func paint(
    _ x: [Double], _ y: [Double], thickness: Double, _ color: RGBColor, opacity: Double
  ) {
    var run: [Canvas.Point] = []
    for (x, y) in zip(x, y) {
      if abs(x) <= 1e100, abs(y) <= 1e100 {
        run.append(place(x, y))
      } else {
        paint(run, thickness: thickness, color, opacity: opacity)
        run.removeAll(keepingCapacity: true)
      }
    }
    paint(run, thickness: thickness, color, opacity: opacity)
  }

  private mutating func paint(
    _ run: [Canvas.Point], thickness: Double, _ color: RGBColor, opacity: Double
  ) {
    canvas.line(
      run, thickness: run.count == 1 ? 3 * thickness : thickness, color, opacity: opacity,
      columns: columns, rows: rows)
  }

  private mutating func paintLegend() {
    let entries = chart.series.enumerated().filter { !$0.element.name.isEmpty }.map {
      ChartLegend.Entry(name: $0.element.name, color: color(of: $0.element, $0.offset))
    }
    let lines = chart.series.map { series in
      zip(series.x, series.y).filter { abs($0) <= 1e100 && abs($1) <= 1e100 }
        .map { place($0, $1) }
    }
    ChartLegend(entries: entries, columns: columns, rows: rows, text: text)
      .paint(avoiding: lines, on: &canvas)
  }

  private func color(of series: LineChart.Series, _ index: Int) -> RGBColor {
    series.color ?? RGBColor.series[index % RGBColor.series.count]
  }

  /// Where a point of the chart lies on the canvas, in pixels.
  private func place(_ x: Double, _ y: Double) -> Canvas.Point {
    Canvas.Point(
      Double(columns.lowerBound) + xScale.place(x) * Double(columns.count),
      Double(rows.upperBound) - yScale.place(y) * Double(rows.count))
  }
}
