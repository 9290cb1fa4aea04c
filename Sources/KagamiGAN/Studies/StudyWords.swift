internal import Foundation

/// Numbers and comparisons as a study's answer writes them.
enum StudyWords {
  /// A number with three significant digits.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    guard value != 0 else { return "0" }
    let digits = max(0, 2 - Int(floor(log10(abs(value)))))
    return String(format: "%.\(min(digits, 6))f", value)
  }

  /// A mean and the range over the runs.
  static func spread(_ spread: Spread) -> String {
    guard spread.values.count > 1 else { return number(spread.mean) }
    return "\(number(spread.mean)) (\(number(spread.least)) to \(number(spread.most)))"
  }

  /// How one figure compares with another, of which less is better: "better", "worse", or that the runs
  /// overlap.
  static func verdict(_ a: Spread, than b: Spread) -> String {
    if a.values.contains(where: \.isNaN) || b.values.contains(where: \.isNaN) {
      return "not comparable, since a run diverged,"
    }
    if a.isBelow(b) { return "better in every run" }
    if b.isBelow(a) { return "worse in every run" }
    return a.mean < b.mean
      ? "better on the mean, with runs that overlap" : "worse on the mean, with runs that overlap"
  }

  /// Names in a row: "a, b and c".
  static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
