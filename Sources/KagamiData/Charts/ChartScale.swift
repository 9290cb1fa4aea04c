#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A stretch of values with round numbers for its ticks.
struct ChartScale {
  /// A round value and how it is written.
  struct Tick {
    let value: Double
    let label: String

    /// Whether the value is a power of ten.
    var isPower: Bool { value > 0 && abs(log10(value) - log10(value).rounded()) < 1e-9 }
  }

  /// The value at the lower end.
  let low: Double
  /// The value at the upper end, above `low`.
  let high: Double
  /// Round values to mark, ascending.
  let ticks: [Tick]
  /// Whether equal ratios, rather than equal differences, are equally long.
  let isLogarithmic: Bool
}

extension ChartScale {
  /// A scale that covers the usable among `values`, and 0...1 if there are none.
  ///
  /// - Parameters:
  ///   - values: What is not finite, or beyond 1e100, is left out.
  ///   - target: About how many ticks to make.
  ///   - widened: Whether the ends are moved outwards to ticks.
  init(linear values: some Sequence<Double>, target: Int, widened: Bool) {
    var (least, most) = Self.ends(of: values.lazy.filter { Self.isUsable($0, false) }) ?? (0, 1)
    // Below 1e-305 a step between ticks would vanish.
    if most - least <= max(1e-9 * max(abs(least), abs(most)), 1e-305) {
      let margin = abs(least) <= 1e-305 ? 0.5 : abs(least) * 0.1
      (least, most) = (least - margin, most + margin)
    }
    let (factor, exponent, step) = Self.roundStep(atLeast: (most - least) / Double(target))
    // A hair of slack keeps a tick that lies on an end but for rounding.
    let first = (least / step + (widened ? 1e-6 : -1e-6)).rounded(widened ? .down : .up)
    let last = (most / step + (widened ? -1e-6 : 1e-6)).rounded(widened ? .up : .down)
    let low = widened ? first * step : least
    let high = widened ? last * step : most
    let isPlain = max(abs(low), abs(high)) < 1e7 && exponent >= -6
    let ticks = stride(from: first, through: last, by: 1).map { count in
      Tick(
        value: count * step,
        label: Self.label(Int(count) * factor, exponent: exponent, isPlain: isPlain))
    }
    self.init(low: low, high: high, ticks: ticks, isLogarithmic: false)
  }

  /// A scale of equal ratios that covers the values above 0, and 1...10 if there are none.
  ///
  /// Its ends are ticks: powers of ten, with twice and five times those where there is space for them,
  /// and only some of the powers where there is little.
  init(logarithmic values: some Sequence<Double>, target: Int) {
    let (least, most) = Self.ends(of: values.lazy.filter { Self.isUsable($0, true) }) ?? (1, 10)
    // The powers around the ends and one more on either side, so that a single value has neighbours.
    let lowest = Int(log10(least).rounded(.down)) - 1
    let highest = Int(log10(most).rounded(.up)) + 1
    let decades = max(highest - lowest - 2, 1)
    let apart = (decades + target - 1) / target
    let factors = 3 * decades <= 2 * target ? [1, 2, 5] : [1]
    // Powers of a power, such as 1, 1000 and 1e6: 1 is among them, or would be.
    let start = Int((Double(lowest) / Double(apart)).rounded(.down)) * apart
    let marks = stride(from: start, through: highest + apart, by: apart).flatMap { exponent in
      factors.map { factor in
        Tick(
          value: Double(factor) * pow(10, Double(exponent)),
          label: Self.label(
            factor, exponent: exponent, isPlain: (-4..<6).contains(exponent)))
      }
    }
    // A hair of slack keeps an end on the tick that it is but for rounding.
    var first = marks.lastIndex { $0.value <= least * (1 + 1e-9) } ?? 0
    var last = marks.firstIndex { $0.value >= most * (1 - 1e-9) } ?? marks.count - 1
    if first == last { (first, last) = (first - 1, last + 1) }
    self.init(
      low: marks[first].value, high: marks[last].value, ticks: Array(marks[first...last]),
      isLogarithmic: true)
  }

  /// Where between the ends a value lies: 0 at `low`, 1 at `high`.
  func place(_ value: Double) -> Double {
    isLogarithmic
      ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : (value - low) / (high - low)
  }

  /// Whether a value has a place, and one from which pixels can be computed.
  func isUsable(_ value: Double) -> Bool { Self.isUsable(value, isLogarithmic) }

  /// Whether a value has a place on a scale of one kind or the other.
  static func isUsable(_ value: Double, _ isLogarithmic: Bool) -> Bool {
    isLogarithmic ? (1e-100...1e100).contains(value) : abs(value) <= 1e100
  }

  /// The least and the greatest of values, or nil if there are none.
  static func ends(of values: some Sequence<Double>) -> (least: Double, most: Double)? {
    var ends: (least: Double, most: Double)?
    for value in values {
      ends = (min(ends?.least ?? value, value), max(ends?.most ?? value, value))
    }
    return ends
  }

  /// The digits of `multiple` · 10^`exponent`, exact in either form.
  static func label(_ multiple: Int, exponent: Int, isPlain: Bool) -> String {
    var digits = String(multiple.magnitude)
    let sign = multiple < 0 ? "-" : ""
    if multiple == 0, exponent >= 0 || !isPlain { return "0" }
    if isPlain {
      if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
      digits = String(repeating: "0", count: max(1 - exponent - digits.count, 0)) + digits
      return "\(sign)\(digits.dropLast(-exponent)).\(digits.suffix(-exponent))"
    }
    let power = exponent + digits.count - 1
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(sign)\(digits.prefix(1))\(digits.count > 1 ? "." : "")\(digits.dropFirst())e\(power)"
  }

  /// The least of 1, 2 and 5 times a power of ten that is not below `least`.
  private static func roundStep(
    atLeast least: Double
  ) -> (factor: Int, exponent: Int, step: Double) {
    var power = 1.0
    var exponent = 0
    while power * 10 <= least { (power, exponent) = (power * 10, exponent + 1) }
    while power > least { (power, exponent) = (power / 10, exponent - 1) }
    for factor in [1, 2, 5] where Double(factor) * power >= least * (1 - 1e-9) {
      return (factor, exponent, Double(factor) * power)
    }
    return (1, exponent + 1, 10 * power)
  }
}
