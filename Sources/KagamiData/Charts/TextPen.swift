/// Writes text on a canvas by joining the dots of ``BitmapFont`` with round strokes.
///
/// The font stays a plain table of bits, and yet reads smoothly at any size.
struct TextPen {
  /// Pixels from one dot of the font to the next.
  var dot: Double = 2
  /// The thickness of a stroke, in pixels.
  var weight: Double = 1.7
  var color = RGBColor.ink

  /// Where along the text the point given to `write` lies.
  enum Anchor: Double {
    case start = 0
    case middle = 0.5
    case end = 1
  }

  /// The length of a text, in pixels.
  func length(of text: String) -> Double {
    text.isEmpty ? 0 : Double(text.count * BitmapFont.advance - 2) * dot
  }

  /// The height of a capital, in pixels.
  var capHeight: Double { Double(BitmapFont.capHeight - 1) * dot }

  /// Writes one line of text.
  ///
  /// - Parameters:
  ///   - point: Where the anchor and the middle of the capitals come to lie, in pixels.
  ///   - upwards: Whether the text runs from bottom to top rather than from left to right.
  func write(
    _ text: String, at point: Canvas.Point, anchor: Anchor = .start, upwards: Bool = false,
    on canvas: inout Canvas
  ) {
    var left = -length(of: text) * anchor.rawValue
    for character in text {
      for (from, to) in Self.strokes(of: BitmapFont.rows(of: character)) {
        let ends = [from, to].map { dotPlace in
          let along = left + dotPlace.x * dot
          let down = dotPlace.y * dot - capHeight / 2
          return upwards
            ? Canvas.Point(point.x + down, point.y - along)
            : Canvas.Point(point.x + along, point.y + down)
        }
        draw(ends, on: &canvas)
      }
      left += Double(BitmapFont.advance) * dot
    }
  }

  private func draw(_ ends: [Canvas.Point], on canvas: inout Canvas) {
    let reach = Int(weight) + 2
    let xs = ends.map { Int($0.x) }
    let ys = ends.map { Int($0.y) }
    canvas.line(
      ends, thickness: weight, color,
      columns: (xs.min() ?? 0) - reach..<(xs.max() ?? 0) + reach,
      rows: (ys.min() ?? 0) - reach..<(ys.max() ?? 0) + reach)
  }

  /// The strokes between neighbouring dots, in dots; a lone dot is a stroke of no length.
  static func strokes(of rows: [UInt8]) -> [(from: Canvas.Point, to: Canvas.Point)] {
    func isSet(_ x: Int, _ y: Int) -> Bool {
      (0..<5).contains(x) && rows.indices.contains(y) && rows[y] & (16 >> UInt8(x)) != 0
    }
    var strokes: [(from: Canvas.Point, to: Canvas.Point)] = []
    for y in rows.indices {
      for x in 0..<5 where isSet(x, y) {
        let here = Canvas.Point(Double(x), Double(y))
        var lone = true
        for (dx, dy) in [(1, 0), (0, 1), (1, 1), (-1, 1)] where isSet(x + dx, y + dy) {
          // A diagonal across a filled corner would blunt it.
          if dx != 0, dy != 0, isSet(x + dx, y) || isSet(x, y + dy) { continue }
          strokes.append((here, Canvas.Point(Double(x + dx), Double(y + dy))))
          lone = false
        }
        if lone { strokes.append((here, here)) }
      }
    }
    return strokes
  }
}
