/// What stands for a series beside its name.
enum ChartKey {
  /// A patch as its bars look, or a plain one.
  case patch(ChartPaint, ChartHatch? = nil)
  /// A piece of its line.
  case line(LineStroke)

  /// Pixels from left to right.
  var length: Double {
    switch self {
    case .patch: 16
    case .line(let stroke): stroke.isJoined ? 30 : 12
    }
  }

  /// The key, from `x` on, around `middle`.
  func draw(x: Double, middle: Double, _ style: ChartStyle) -> [SVG] {
    switch self {
    case .patch(let paint, let hatch):
      let patch = SVG(
        "rect",
        ["x": x, "y": middle - 5, "width": length, "height": 10, "rx": 2, "fill": paint])
      let lines = hatch?.draw(
        x: x, y: middle - 5, width: length, height: 10, style.paper)
      return [patch] + (lines ?? [])
    case .line(let stroke):
      let ends = [SIMD2(x + 1, middle), SIMD2(x + length - 1, middle)]
      let path = LinePath(ends, rows: middle...middle)
      return (stroke.isJoined ? path.draw(stroke.paint, thickness: 2.4, dash: stroke.dash) : [])
        + (stroke.marker?.draw(SIMD2(x + length / 2, middle), stroke.paint, style) ?? [])
    }
  }
}
