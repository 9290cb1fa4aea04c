/// A mistake on the command line, in one line that names the flag and what was expected.
///
/// The exit status is 64.
package struct UsageError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  /// Throws unless `isValid`.
  package static func require(
    _ isValid: Bool, _ flag: String, _ value: Any, _ expected: String
  ) throws(UsageError) {
    if !isValid { throw UsageError("\(flag) \(value): expected \(expected)") }
  }

  /// Throws unless a number that may be missing lies in `range`.
  package static func require(
    _ flag: String, _ value: Int?, in range: ClosedRange<Int>
  ) throws(UsageError) {
    guard let value else { return }
    let expected =
      value < range.lowerBound || range.upperBound == .max
      ? "\(range.lowerBound) or more" : "at most \(range.upperBound)"
    try require(range.contains(value), flag, value, expected)
  }
}
