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
  static func spread(_ spread: Spread) -> String { describe(spread, number) }

  /// The same of what is counted.
  static func count(_ spread: Spread) -> String {
    describe(spread) { String(format: "%.0f", $0) }
  }

  private static func describe(_ spread: Spread, _ text: (Double) -> String) -> String {
    guard spread.values.count > 1 else { return text(spread.mean) }
    return "\(text(spread.mean)) (\(text(spread.least)) to \(text(spread.most)))"
  }

  /// How one figure compares with another, of which less is better: "better", "worse", or that the runs
  /// overlap.
  static func verdict(_ a: Spread, than b: Spread) -> String {
    if a.values.contains(where: \.isNaN) || b.values.contains(where: \.isNaN) {
      return "not comparable, since a run diverged,"
    }
    let runs = a.values.count > 1 ? "in every run" : "in the only run"
    if a.isBelow(b) { return "better \(runs)" }
    if b.isBelow(a) { return "worse \(runs)" }
    return a.mean < b.mean
      ? "better on the mean, with runs that overlap" : "worse on the mean, with runs that overlap"
  }

  /// Names in a row: "a, b and c".
  static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
