extension DigitShape {
  /// An oval whose ends overlap, touch, or leave a gap.
  static func zero(_ random: inout SplitMix64) -> [PenStroke] {
    let half = random.uniform(0.27, 0.46)
    let lean = random.uniform(-0.05, 0.05)
    let entry = random.uniform(0, 0.16)
    let exit = random.uniform(-0.02, 0.16)
    return [
      PenStroke([
        PenPoint(half * 0.42 + entry * 0.4, -0.45 + entry * 0.35), PenPoint(-half * 0.05, -0.5),
        PenPoint(-half * 0.72 + lean, -0.35), PenPoint(-half, 0),
        PenPoint(-half * 0.72 - lean, 0.35), PenPoint(0, 0.5),
        PenPoint(half * 0.72 - lean, 0.35), PenPoint(half, 0),
        PenPoint(half * 0.74 + lean, -0.34), PenPoint(half * 0.3 - exit, -0.49 + exit * 0.3),
      ])
    ]
  }

  /// A bare stroke, or one with a flag, and with the flag perhaps a base.
  static func one(_ random: inout SplitMix64) -> [PenStroke] {
    let bow = random.bell(deviation: 0.02)
    let stem = [
      PenPoint(0, 0, corner: true), PenPoint(bow, 0.33), PenPoint(bow, 0.67), PenPoint(0, 1),
    ]
    if random.chance(0.74) { return [PenStroke(stem)] }
    let flag = PenPoint(-random.uniform(0.1, 0.26), random.uniform(0.12, 0.3))
    let flagged = PenStroke([flag] + stem)
    guard random.chance(0.45) else { return [flagged] }
    let reach = random.uniform(0.18, 0.32)
    let tilt = random.bell(deviation: 0.02)
    return [flagged, PenStroke([PenPoint(-reach, 1 + tilt), PenPoint(reach, 1 - tilt)])]
  }

  /// A hook and a foot, which a loop or a sharp turn joins.
  static func two(_ random: inout SplitMix64) -> [PenStroke] {
    let hook = random.uniform(0.12, 0.32)
    let belly = random.uniform(0.54, 0.7)
    let foot = random.uniform(0.62, 0.85)
    let head = [
      PenPoint(0.06, hook), PenPoint(0.17, 0.07), PenPoint(0.37, 0), PenPoint(0.55, 0.1),
      PenPoint(belly * 0.95, 0.3), PenPoint(belly * 0.76, 0.53), PenPoint(0.26, 0.78),
    ]
    if random.chance(0.42) {
      let size = random.uniform(0.7, 1.25)
      return [
        PenStroke(
          head + [
            PenPoint(0.1, 0.93), PenPoint(-0.04 * size, 0.96),
            PenPoint(-0.08 * size, 0.96 - 0.13 * size), PenPoint(0.07, 0.94 - 0.16 * size),
            PenPoint(0.27, 0.87), PenPoint(0.47, 0.96), PenPoint(foot, 0.93),
          ])
      ]
    }
    let dip = random.uniform(-0.06, 0.04)
    return [
      PenStroke(
        head + [
          PenPoint(0, 0.98, corner: true), PenPoint(0.32, 0.95 + dip), PenPoint(foot, 0.98),
        ])
    ]
  }

  /// Two bowls, which a sharp turn, a small loop or a mere dent joins; or a flat top.
  static func three(_ random: inout SplitMix64) -> [PenStroke] {
    let upper = random.uniform(0.46, 0.6)
    let lower = random.uniform(0.5, 0.66)
    let tail = random.uniform(0.78, 0.95)
    let bottom = [
      PenPoint(lower * 0.82, 0.54), PenPoint(lower, 0.73), PenPoint(lower * 0.78, 0.93),
      PenPoint(0.24, 1), PenPoint(-0.02, tail),
    ]
    if random.chance(0.1) {
      let top = [
        PenPoint(0.02, 0.05), PenPoint(upper, 0.01, corner: true),
        PenPoint(0.2, 0.41, corner: true),
      ]
      return [PenStroke(top + bottom)]
    }
    let top = [
      PenPoint(0.02, random.uniform(0.06, 0.2)), PenPoint(0.2, 0.01),
      PenPoint(upper * 0.84, 0.04), PenPoint(upper, 0.2), PenPoint(upper * 0.75, 0.37),
    ]
    let waist = random.uniform(0.1, 0.26)
    switch random.uniform() {
    case ..<0.55: return [PenStroke(top + [PenPoint(waist, 0.46, corner: true)] + bottom)]
    case ..<0.75:
      let loop = [
        PenPoint(waist + 0.06, 0.49), PenPoint(waist - 0.04, 0.47), PenPoint(waist + 0.03, 0.42),
      ]
      return [PenStroke(top + loop + bottom)]
    default: return [PenStroke(top + [PenPoint(waist + 0.1, 0.46)] + bottom)]
    }
  }

  /// Open with two strokes, closed at the top, or in one go like a pointed nine.
  static func four(_ random: inout SplitMix64) -> [PenStroke] {
    let bar = random.uniform(0.46, 0.62)
    let reach = random.uniform(0.5, 0.74)
    let stem = random.uniform(0.42, 0.5)
    let rise = random.uniform(-0.08, 0.03)
    switch random.uniform() {
    case ..<0.6:
      let cup = PenStroke([
        PenPoint(random.uniform(0, 0.14), random.uniform(0.0, 0.12)), PenPoint(0.03, bar * 0.6),
        PenPoint(0.04, bar * 0.93), PenPoint(0.16, bar), PenPoint(0.34, bar - 0.01),
        PenPoint(reach, bar + rise),
      ])
      let post = PenStroke([
        PenPoint(stem + 0.06, random.uniform(-0.02, 0.14)), PenPoint(stem + 0.01, 0.5),
        PenPoint(stem - 0.04, 1),
      ])
      return [cup, post]
    case ..<0.8:
      let peak = random.uniform(0, 0.12)
      let roof = PenStroke([
        PenPoint(stem, 0), PenPoint(stem * 0.5, bar * 0.55),
        PenPoint(-0.02, bar + 0.06, corner: true), PenPoint(reach, bar + rise + 0.04),
      ])
      let post = PenStroke([
        PenPoint(stem + 0.02, peak), PenPoint(stem, 0.5), PenPoint(stem - 0.03, 1),
      ])
      return [roof, post]
    default:
      let open = random.uniform(0.04, 0.2)
      return [
        PenStroke([
          PenPoint(0.06, open), PenPoint(0, bar * 0.72), PenPoint(0.1, bar),
          PenPoint(0.3, bar * 0.9), PenPoint(0.5, 0.04, corner: true), PenPoint(0.46, 0.5),
          PenPoint(0.4, 1),
        ])
      ]
    }
  }
}
