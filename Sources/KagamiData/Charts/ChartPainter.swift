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

  /// The legend stands where it hides the fewest points.
  private mutating func paintLegend() {
    let named = chart.series.enumerated().filter { !$0.element.name.isEmpty }
    guard !named.isEmpty else { return }
    let line = 24
    let length = named.map { text.length(of: $0.element.name) }.max() ?? 0
    let width = min(Int(length) + 62, columns.count)
    let height = named.count * line + 10
    let (left, top) = emptiestCorner(width: width, height: height)
    canvas.fill(columns: left..<left + width, rows: top..<top + height, .grid)
    canvas.fill(
      columns: left + 1..<left + width - 1, rows: top + 1..<top + height - 1, .paper)
    for (place, (index, series)) in named.enumerated() {
      let y = Double(top + 5 + place * line + line / 2)
      let start = Canvas.Point(Double(left) + 12, y)
      canvas.line(
        [start, start + Canvas.Point(26, 0)], thickness: 3, color(of: series, index))
      text.write(series.name, at: start + Canvas.Point(38, 0), on: &canvas)
    }
  }

  private func emptiestCorner(width: Int, height: Int) -> (left: Int, top: Int) {
    let lefts = [columns.upperBound - width - 10, columns.lowerBound + 12]
    let tops = [rows.lowerBound + 8, rows.upperBound - height - 12]
    let corners = tops.flatMap { top in lefts.map { (left: $0, top: top) } }
    let points = chart.series.flatMap { series in
      zip(series.x, series.y).lazy.filter { abs($0) <= 1e100 && abs($1) <= 1e100 }
        .map { place($0, $1) }
    }
    let hidden = corners.map { corner in
      points.count { point in
        (Double(corner.left)..<Double(corner.left + width)).contains(point.x)
          && (Double(corner.top)..<Double(corner.top + height)).contains(point.y)
      }
    }
    let best = hidden.indices.min { hidden[$0] < hidden[$1] } ?? 0
    return corners[best]
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
