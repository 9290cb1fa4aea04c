/// How the line of a series is drawn.
struct LineStroke {
  var paint: ChartPaint
  var dash: LineChart.Dash
  var marker: LineChart.Marker?
  var isJoined: Bool

  /// Above this many points markers would hide the line.
  private static let markerLimit = 30

  /// What a series states itself, and where it states nothing what suits the place.
  ///
  /// On a page, lines are told apart by dashes and, where there is space, by markers; in a file by colour
  /// alone.
  init(_ series: LineChart.Series, at index: Int, _ style: ChartStyle) {
    paint = style.series(at: index, series.color)
    dash = series.dash ?? (style == .page ? .cycled(index) : .solid)
    isJoined = series.isJoined
    let hasSpace = style == .page && series.y.count { $0.isFinite } <= Self.markerLimit
    marker = series.marker ?? (hasSpace || !isJoined ? .cycled(index) : nil)
  }
}
