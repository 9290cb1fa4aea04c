/// How one hand, on one day, bends a digit: a smooth elastic pull, then slant, turn and aspect.
///
/// Only sums, products and divisions are used, whose bits are the same on every machine.
struct HandWarp {
  /// Displacements at the 4×4 control points of a Bézier patch over the digit's box.
  private let pulls: [SIMD2<Float>]
  private let columnX: SIMD2<Float>
  private let columnY: SIMD2<Float>

  init(digit: Int, _ random: inout SplitMix64) {
    pulls = (0..<16).map { _ in
      SIMD2(random.bell(deviation: 0.09), random.bell(deviation: 0.075))
    }
    // A bare stroke shows its slant more than round digits do, and may lean further.
    let slant = random.bell(0.17, deviation: digit == 1 ? 0.26 : 0.17)
    let halfTurn = random.bell(deviation: 0.045)
    let aspect = digit == 1 ? 1 : random.bell(1.08, deviation: 0.13)
    // The half-angle's tangent gives sine and cosine without a library's rounding.
    let cosine = (1 - halfTurn * halfTurn) / (1 + halfTurn * halfTurn)
    let sine = 2 * halfTurn / (1 + halfTurn * halfTurn)
    columnX = SIMD2(cosine, sine) * aspect
    columnY = SIMD2(-slant * cosine - sine, cosine - slant * sine)
  }

  /// Bends points given in the box from `low` to `low + size`.
  func apply(to line: inout [SIMD2<Float>], low: SIMD2<Float>, size: SIMD2<Float>) {
    for index in line.indices {
      let place = (line[index] - low) / size
      let across = Self.bernstein(place.x)
      let down = Self.bernstein(place.y)
      var pull = SIMD2<Float>.zero
      for row in 0..<4 {
        for column in 0..<4 { pull += pulls[4 * row + column] * (down[row] * across[column]) }
      }
      let moved = line[index] + pull
      line[index] = columnX * moved.x + columnY * moved.y
    }
  }

  private static func bernstein(_ t: Float) -> SIMD4<Float> {
    let rest = 1 - t
    return SIMD4(rest * rest * rest, 3 * rest * rest * t, 3 * rest * t * t, t * t * t)
  }
}
