/// Lays anti-aliased ink on a square of paper.
struct PenRaster {
  let side: Int
  /// Ink from 0 to 1, row-major.
  private(set) var ink: [Float]
  /// The width of the fringe where ink fades to paper, in pixels.
  private let fringe: Float = 1.25

  init(side: Int) {
    self.side = side
    ink = [Float](repeating: 0, count: side * side)
  }

  mutating func clear() {
    for index in ink.indices { ink[index] = 0 }
  }

  /// Draws a round-ended segment whose radius goes evenly from one end's to the other's.
  ///
  /// Each pixel keeps the most ink that any segment gave it, so joints leave no mark.
  mutating func draw(
    from start: SIMD2<Float>, to end: SIMD2<Float>, radius: Float, endRadius: Float
  ) {
    let reach = max(radius, endRadius) + fringe / 2
    let columns = pixels(min(start.x, end.x) - reach, max(start.x, end.x) + reach)
    let rows = pixels(min(start.y, end.y) - reach, max(start.y, end.y) + reach)
    let chord = end - start
    let square = max((chord * chord).sum(), 1e-12)
    for row in rows {
      for column in columns {
        let offset = SIMD2(Float(column) + 0.5, Float(row) + 0.5) - start
        let along = min(max((offset * chord).sum() / square, 0), 1)
        let gap = offset - chord * along
        let distance = (gap * gap).sum().squareRoot()
        let edge = radius + (endRadius - radius) * along - distance
        let index = row * side + column
        ink[index] = max(ink[index], min(edge / fringe + 0.5, 1))
      }
    }
  }

  private func pixels(_ low: Float, _ high: Float) -> Range<Int> {
    let first = min(max(Int(low), 0), side)
    return first..<max(min(Int(high) + 1, side), first)
  }
}
