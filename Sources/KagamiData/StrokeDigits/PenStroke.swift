/// A point that the pen passes, in units of the digit's height: x rightwards, y downwards.
struct PenPoint {
  var position: SIMD2<Float>
  /// Whether the pen turns sharply here; elsewhere it curves.
  var isCorner: Bool

  init(_ x: Float, _ y: Float, corner: Bool = false) {
    position = SIMD2(x, y)
    isCorner = corner
  }
}

/// One movement of the pen from touching the paper to leaving it.
struct PenStroke {
  var points: [PenPoint]

  /// A smooth stroke through points given as pairs.
  init(_ points: [PenPoint]) { self.points = points }

  /// Appends the stroke as a polyline: Catmull–Rom splines from corner to corner.
  func flatten(pieces: Int, into line: inout [SIMD2<Float>]) {
    guard let first = points.first else { return }
    line.append(first.position)
    for end in points.indices.dropFirst() {
      let from = points[end - 1]
      let to = points[end]
      let chord = to.position - from.position
      // Past a corner or an end the curve has no neighbour, so it leaves along its own chord.
      let before =
        from.isCorner || end == 1 ? from.position - chord : points[end - 2].position
      let after =
        to.isCorner || end == points.count - 1 ? to.position + chord : points[end + 1].position
      let leave = (to.position - before) * 0.5
      let arrive = (after - from.position) * 0.5
      for piece in 1...pieces {
        let t = Float(piece) / Float(pieces)
        let rise = t * t * (3 - 2 * t)
        let bend = leave * (t * (1 - t) * (1 - t)) - arrive * (t * t * (1 - t))
        line.append(from.position + chord * rise + bend)
      }
    }
  }
}
