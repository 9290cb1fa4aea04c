extension DigitShape {
  /// A bowl under a neck, with the bar at the top drawn first, last, or as one curve.
  static func five(_ random: inout SplitMix64) -> [PenStroke] {
    let width = random.uniform(0.46, 0.62)
    let neck = random.uniform(0.36, 0.46)
    let bar = random.uniform(0.48, 0.74)
    let tail = random.uniform(0.84, 0.98)
    let bowl = [
      PenPoint(width * 0.5, neck - 0.02), PenPoint(width * 0.93, neck + 0.14),
      PenPoint(width, neck + 0.33), PenPoint(width * 0.72, 0.94), PenPoint(width * 0.34, 1),
      PenPoint(-0.04, tail),
    ]
    let tilt = random.uniform(-0.07, 0.03)
    switch random.uniform() {
    case ..<0.45:
      let neckline = [PenPoint(0.12, 0.03), PenPoint(0.07, neck + 0.02, corner: true)]
      let lift = random.uniform(-0.04, 0.03)
      return [
        PenStroke(neckline + bowl),
        PenStroke([PenPoint(0.11, 0.03 + lift), PenPoint(0.3, 0.02 + lift), PenPoint(bar, tilt)]),
      ]
    case ..<0.75:
      let neckline = [
        PenPoint(bar, tilt), PenPoint(0.14, 0.02, corner: true),
        PenPoint(0.07, neck + 0.02, corner: true),
      ]
      return [PenStroke(neckline + bowl)]
    default:
      let neckline = [
        PenPoint(bar, tilt), PenPoint(0.3, 0.03), PenPoint(0.11, 0.13), PenPoint(0.1, neck - 0.1),
        PenPoint(width * 0.35, neck),
      ]
      return [PenStroke(neckline + bowl.dropFirst())]
    }
  }

  /// A stem that curls into a loop, small or large, closed or nearly so.
  static func six(_ random: inout SplitMix64) -> [PenStroke] {
    let reach = random.uniform(0.22, 0.52)
    let brow = random.uniform(0.42, 0.62)
    let width = random.uniform(0.4, 0.58)
    let close = random.uniform(-0.03, 0.1)
    let belly = (1 + brow) / 2
    return [
      PenStroke([
        PenPoint(reach, 0), PenPoint(reach * 0.45 + 0.02, 0.2), PenPoint(0.04, 0.48),
        PenPoint(0, 0.74), PenPoint(0.07, 0.93), PenPoint(width * 0.52, 1),
        PenPoint(width * 0.93, belly + 0.09), PenPoint(width * 0.96, belly - 0.1),
        PenPoint(width * 0.66, brow), PenPoint(width * 0.32, brow + 0.07),
        PenPoint(close, belly + 0.03),
      ])
    ]
  }

  /// A roof and a stem, perhaps with a serif, perhaps crossed.
  static func seven(_ random: inout SplitMix64) -> [PenStroke] {
    let reach = random.uniform(0.48, 0.68)
    let foot = random.uniform(0.1, 0.4)
    let sag = random.uniform(-0.04, 0.05)
    let bow = random.uniform(-0.03, 0.08)
    var roof = [PenPoint(0, 0.06), PenPoint(reach * 0.5, 0.04 + sag)]
    if random.chance(0.22) { roof.insert(PenPoint(-0.02, random.uniform(0.16, 0.26)), at: 0) }
    let round = random.chance(0.35)
    let shoulder = PenPoint(reach, 0.03, corner: !round)
    let middle = (reach + foot) / 2
    let stem = [PenPoint(middle - bow, 0.42), PenPoint(foot, 1)]
    var strokes = [PenStroke(roof + [shoulder] + stem)]
    if random.chance(0.2) {
      let height = random.uniform(0.44, 0.58)
      let center = middle - bow - 0.03
      let half = random.uniform(0.16, 0.26)
      strokes.append(
        PenStroke([PenPoint(center - half, height + 0.02), PenPoint(center + half, height - 0.03)]))
    }
    return strokes
  }

  /// Two bowls crossed in one stroke, or two rings set on one another.
  static func eight(_ random: inout SplitMix64) -> [PenStroke] {
    let upper = random.uniform(0.18, 0.28)
    let lower = random.uniform(0.2, 0.31)
    let waist = random.uniform(0.42, 0.52)
    let drift = random.uniform(-0.02, 0.05)
    if random.chance(0.12) {
      return [
        ring(center: SIMD2(drift, waist / 2), half: SIMD2(upper, waist / 2)),
        ring(center: SIMD2(0, (1 + waist) / 2), half: SIMD2(lower, (1 - waist) / 2)),
      ]
    }
    let end = random.uniform(-0.06, 0.1)
    return [
      PenStroke([
        PenPoint(upper + drift, 0.14 + end * 0.5), PenPoint(upper * 0.5 + drift, 0.01),
        PenPoint(-upper * 0.5 + drift, 0.02), PenPoint(-upper + drift, 0.17),
        PenPoint(-upper * 0.55, waist - 0.12), PenPoint(lower * 0.25, waist + 0.06),
        PenPoint(lower * 0.9, waist + 0.22), PenPoint(lower * 0.85, 0.88), PenPoint(0, 1),
        PenPoint(-lower * 0.9, 0.88), PenPoint(-lower * 0.9, waist + 0.24),
        PenPoint(-lower * 0.2, waist + 0.06), PenPoint(upper * 0.6 + drift, waist - 0.14),
        PenPoint(upper + drift + end * 0.5, 0.12 - end * 0.6),
      ])
    ]
  }

  /// A loop and a stem, which is straight, bowed, or hooked at its foot.
  static func nine(_ random: inout SplitMix64) -> [PenStroke] {
    let width = random.uniform(0.4, 0.56)
    let depth = random.uniform(0.38, 0.54)
    let start = random.uniform(-0.04, 0.1)
    let loop = [
      PenPoint(width * 0.96, 0.1 + start), PenPoint(width * 0.6, 0), PenPoint(width * 0.2, 0.07),
      PenPoint(0, depth * 0.6), PenPoint(width * 0.16, depth * 0.95),
      PenPoint(width * 0.5, depth * 0.93), PenPoint(width * 0.86, depth * 0.55),
    ]
    let top = PenPoint(width * 1.02, random.uniform(0.04, 0.16), corner: random.chance(0.6))
    let foot = random.uniform(-0.16, 0.04)
    switch random.uniform() {
    case ..<0.75:
      let stem = [PenPoint(width * 0.98 + foot * 0.3, 0.5), PenPoint(width * 0.9 + foot, 1)]
      return [PenStroke(loop + [top] + stem)]
    default:
      let hook = [
        PenPoint(width, 0.5), PenPoint(width * 0.88, 0.83), PenPoint(width * 0.5, 1),
        PenPoint(random.uniform(-0.02, 0.1), random.uniform(0.86, 0.96)),
      ]
      return [PenStroke(loop + [top] + hook)]
    }
  }

  private static func ring(center: SIMD2<Float>, half: SIMD2<Float>) -> PenStroke {
    let around: [SIMD2<Float>] = [
      [0.3, -0.95], [-0.5, -0.87], [-1, 0], [-0.6, 0.8], [0.1, 1], [0.8, 0.6], [0.95, -0.3],
      [0.4, -0.92], [0, -1],
    ]
    return PenStroke(
      around.map { direction in
        let point = center + half * direction
        return PenPoint(point.x, point.y)
      })
  }
}
