/// Numbers as a page prints them, the same in every locale.
enum HTMLNumber {
  /// A number with a fixed count of decimals, or with as many as it needs.
  ///
  /// `-1234.5` with one decimal is "−1,234.5": a true minus sign, and commas from five digits before
  /// the point on. What is not finite is "NaN", "∞" or "−∞".
  ///
  /// - Parameter decimals: Digits after the point, 0 to 15; nil for the shortest form that is exact.
  static func text(_ value: Double, decimals: Int? = nil) -> String {
    if value.isNaN { return "NaN" }
    let magnitude = value.magnitude
    let digits = magnitude.isInfinite ? "∞" : Self.digits(magnitude, decimals: decimals)
    // Not of a number that is rounded to zero.
    let isNegative = value < 0 && digits.contains { $0 != "0" && $0 != "." }
    return (isNegative ? "\u{2212}" : "") + digits
  }

  /// A duration in seconds, or in hours, minutes and seconds from two minutes on.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 119.5, seconds < 1e15 else {
      return text(seconds, decimals: seconds < 9.995 ? 2 : 1) + "\u{a0}s"
    }
    let whole = Int(seconds.rounded())
    let (minutes, hours) = (whole / 60 % 60, whole / 3600)
    return (hours > 0 ? "\(hours)\u{a0}h " : "") + "\(minutes)\u{a0}min \(whole % 60)\u{a0}s"
  }

  private static func digits(_ magnitude: Double, decimals: Int?) -> String {
    let decimals = decimals.map { min(max($0, 0), 15) }
    let power = (0..<(decimals ?? 0)).reduce(1.0) { power, _ in power * 10 }
    // From 2⁵³ on a Double has no such digits.
    guard let decimals, magnitude * power < 0x1p53 else { return shortest(magnitude) }
    let scaled = magnitude * power
    var whole = scaled.rounded(.toNearestOrEven)
    if (scaled - scaled.rounded(.down)) == 0.5 {
      // The product may be halfway only because it was rounded: what it lost is exact in one step.
      let lost = (-scaled).addingProduct(magnitude, power)
      if lost != 0 { whole = lost > 0 ? scaled.rounded(.up) : scaled.rounded(.down) }
    }
    var digits = String(Int(whole))
    guard decimals > 0 else { return grouped(digits) }
    digits = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
    return grouped(String(digits.dropLast(decimals))) + "." + digits.suffix(decimals)
  }

  /// Swift's form, but integers have no decimals and exponents no filling zeros.
  private static func shortest(_ magnitude: Double) -> String {
    if magnitude < 0x1p53, magnitude == magnitude.rounded() {
      return grouped(String(Int(magnitude)))
    }
    let parts = magnitude.description.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return magnitude.description }
    let digits = parts[0].hasSuffix(".0") ? parts[0].dropLast(2) : parts[0]
    return "\(digits)e\(exponent < 0 ? "\u{2212}" : "")\(exponent.magnitude)"
  }

  private static func grouped(_ digits: String) -> String {
    guard digits.count > 4 else { return digits }
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return grouped
  }
}
