/// The x axis of a line chart, and the lines over it.
struct LineColumns {
  let frame: ChartFrame
  let scale: ChartScale

  /// The grid's lines from top to bottom.
  var grid: [SVG] {
    scale.ticks.map {
      let x = column(of: $0.value).svg
      return ChartFrame.rule("M\(x) \(frame.top.svg)V\(frame.bottom.svg)", .grid)
    }
  }

  /// The ticks on the axis and what they say.
  var labels: [SVG] {
    scale.ticks.flatMap {
      let x = column(of: $0.value)
      return [
        ChartFrame.rule("M\(x.svg) \(frame.bottom.svg)v6", .axis),
        ChartText.line($0.label, x: x, y: frame.bottom + 18),
      ]
    }
  }

  /// One series, and its average over it if it is smoothed.
  func draw(_ series: LineChart.Series, _ color: RGBColor) -> [SVG] {
    guard series.smoothing > 0 else {
      return path(series.x, series.y).draw(color, thickness: 2.2)
    }
    let average = Smoothing.average(series.y, factor: series.smoothing)
    return path(series.x, series.y).draw(color, thickness: 1.2, opacity: 0.3)
      + path(series.x, average).draw(color, thickness: 2.4)
  }

  private func path(_ x: [Double], _ y: [Double]) -> LinePath {
    let points = zip(x, y).map { x, y in
      scale.isUsable(x) && frame.yScale.isUsable(y)
        ? LinePath.Point(column(of: x), frame.row(of: y)) : nil
    }
    return LinePath(points, rows: frame.top...frame.bottom)
  }

  private func column(of value: Double) -> Double {
    frame.left + scale.place(value) * (frame.right - frame.left)
  }
}
