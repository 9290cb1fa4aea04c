/// The x axis of a line chart, and the lines over it.
struct LineColumns {
  let frame: ChartFrame
  let scale: ChartScale

  /// The grid's lines from top to bottom.
  var grid: [SVG] {
    scale.ticks.map {
      let x = column(of: $0.value).svg
      return ChartFrame.rule("M\(x) \(frame.top.svg)V\(frame.bottom.svg)", frame.style.grid)
    }
  }

  /// The ticks on the axis and what they say.
  var labels: [SVG] {
    let isTight = scale.isLogarithmic || frame.style == .page
    let free = isTight ? spacedTicks : Set(scale.ticks.indices)
    return scale.ticks.enumerated().flatMap { index, tick in
      let x = column(of: tick.value)
      return [ChartFrame.rule("M\(x.svg) \(frame.bottom.svg)v6", frame.style.axis)]
        + (free.contains(index) ? [ChartText.line(tick.label, x: x, y: frame.bottom + 18)] : [])
    }
  }

  /// The ticks whose labels have space between them, powers of ten before others.
  private var spacedTicks: Set<Int> {
    var free: Set<Int> = []
    let order = scale.ticks.indices.sorted {
      let isFirst = scale.ticks[$0].isPower
      return isFirst == scale.ticks[$1].isPower ? $0 < $1 : isFirst
    }
    for index in order {
      func half(_ tick: Int) -> Double { ChartText.length(of: scale.ticks[tick].label) / 2 }
      func place(_ tick: Int) -> Double { column(of: scale.ticks[tick].value) }
      let isFree = free.allSatisfy {
        abs(place($0) - place(index)) >= half($0) + half(index) + 8
      }
      if isFree { free.insert(index) }
    }
    return free
  }

  /// One series, and its average over it if it is smoothed.
  func draw(_ series: LineChart.Series, _ stroke: LineStroke) -> [SVG] {
    var parts: [SVG] = []
    var shown = series.y
    if series.smoothing > 0 {
      shown = Smoothing.average(series.y, factor: series.smoothing)
      if stroke.isJoined {
        parts = path(series.x, series.y).draw(stroke.paint, thickness: 1.2, opacity: 0.3)
      }
    }
    if stroke.isJoined {
      parts += path(series.x, shown).draw(
        stroke.paint, thickness: series.smoothing > 0 ? 2.4 : 2.2, dash: stroke.dash)
    }
    if let marker = stroke.marker {
      for point in marked(points(series.x, shown).compactMap(\.self), isJoined: stroke.isJoined) {
        parts += marker.draw(point, stroke.paint, frame.style)
      }
    }
    return parts
  }

  /// The area around a series.
  func band(_ series: LineChart.Series, _ paint: ChartPaint) -> [SVG] {
    guard let band = series.band else { return [] }
    let slices = zip(series.x, zip(band.low, band.high)).map { x, sides -> LineBand.Slice? in
      guard scale.isUsable(x), frame.yScale.isUsable(sides.1) else { return nil }
      // On a logarithmic axis a side at 0 or below lies beyond the lower edge.
      let low = frame.yScale.isLogarithmic && sides.0 <= 0 ? frame.yScale.low : sides.0
      guard frame.yScale.isUsable(low) else { return nil }
      let rows = [frame.row(of: low), frame.row(of: sides.1)]
      return LineBand.Slice(
        x: column(of: x), low: max(rows[0], rows[1]), high: min(rows[0], rows[1]))
    }
    return LineBand(slices, rows: frame.top...frame.bottom).draw(paint)
  }

  /// Where a series ends, in pixels, as far as that is in the plot; nil if it has no point.
  func end(of series: LineChart.Series) -> SIMD2<Double>? {
    let shown = Smoothing.average(series.y, factor: series.smoothing)
    return points(series.x, shown).last { $0 != nil }.flatMap(\.self).map {
      SIMD2($0.x, min(max($0.y, frame.top), frame.bottom))
    }
  }

  private func path(_ x: [Double], _ y: [Double]) -> LinePath {
    LinePath(points(x, y), rows: frame.top...frame.bottom)
  }

  private func points(_ x: [Double], _ y: [Double]) -> [LinePath.Point?] {
    zip(x, y).map { x, y in
      scale.isUsable(x) && frame.yScale.isUsable(y)
        ? LinePath.Point(column(of: x), frame.row(of: y)) : nil
    }
  }

  /// The points inside the plot that get a marker: all of a few, of many joined ones about twenty.
  private func marked(_ points: [LinePath.Point], isJoined: Bool) -> [LinePath.Point] {
    let step = isJoined && points.count > 60 ? points.count / 20 : 1
    return points.enumerated().lazy
      .filter { $0 % step == 0 && (frame.top - 0.01...frame.bottom + 0.01).contains($1.y) }
      .map(\.element)
  }

  private func column(of value: Double) -> Double {
    frame.left + scale.place(value) * (frame.right - frame.left)
  }
}
