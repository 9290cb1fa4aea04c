/// A stretch of values with round numbers for its ticks.
struct ChartScale {
  /// The value at the lower end.
  let low: Double
  /// The value at the upper end, above `low`.
  let high: Double
  /// Round values to mark, ascending.
  let ticks: [Double]
  private let decimals: Int

  /// A scale that covers the usable among `values`, and 0...1 if there are none.
  ///
  /// - Parameters:
  ///   - values: What is not finite, or beyond 1e100, is left out.
  ///   - target: About how many ticks to make.
  ///   - widened: Whether the ends are moved outwards to ticks.
  init(covering values: some Sequence<Double>, target: Int, widened: Bool) {
    var least = Double.infinity
    var most = -Double.infinity
    for value in values where abs(value) <= 1e100 {
      least = min(least, value)
      most = max(most, value)
    }
    if least > most { (least, most) = (0, 1) }
    if most - least <= 1e-9 * max(abs(least), abs(most)) {
      let margin = least == 0 ? 0.5 : abs(least) * 0.1
      (least, most) = (least - margin, most + margin)
    }
    let (step, decimals) = Self.roundStep(atLeast: (most - least) / Double(target))
    self.decimals = decimals
    // A hair of slack keeps a tick that lies on an end but for rounding.
    let first = (least / step + (widened ? 1e-6 : -1e-6)).rounded(widened ? .down : .up)
    let last = (most / step + (widened ? -1e-6 : 1e-6)).rounded(widened ? .up : .down)
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    low = widened ? first * step : least
    high = widened ? last * step : most
  }

  /// Where between the ends a value lies: 0 at `low`, 1 at `high`.
  func place(_ value: Double) -> Double { (value - low) / (high - low) }

  /// The label of a tick.
  func label(_ tick: Double) -> String {
    let largest = max(abs(low), abs(high))
    if largest >= 1e7 || decimals > 6 { return scientific(tick) }
    return fixed(tick, decimals: decimals)
  }

  private func scientific(_ value: Double) -> String {
    if value == 0 { return "0" }
    var exponent = 0
    var mantissa = abs(value)
    while mantissa >= 9.9995 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 0.99995 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var digits = fixed(mantissa, decimals: 3)
    while digits.hasSuffix("0") { digits.removeLast() }
    if digits.hasSuffix(".") { digits.removeLast() }
    return "\(value < 0 ? "-" : "")\(digits)e\(exponent)"
  }

  private func fixed(_ value: Double, decimals: Int) -> String {
    var unit = 1.0
    for _ in 0..<decimals { unit *= 10 }
    let scaled = Int((abs(value) * unit).rounded())
    var digits = String(scaled)
    if decimals > 0 {
      digits = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return value < 0 && scaled != 0 ? "-" + digits : digits
  }

  /// The least of 1, 2 and 5 times a power of ten that is not below `least`, and the decimals
  /// that it needs.
  private static func roundStep(atLeast least: Double) -> (step: Double, decimals: Int) {
    var power = 1.0
    var decimals = 0
    while power * 10 <= least { power *= 10 }
    while power > least {
      power /= 10
      decimals += 1
    }
    for factor in [1.0, 2, 5] where factor * power >= least * (1 - 1e-9) {
      return (factor * power, decimals)
    }
    return (10 * power, max(decimals - 1, 0))
  }
}
