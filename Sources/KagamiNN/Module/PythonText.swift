internal import Kagami

/// Python's spelling of values, for printed forms.
enum PythonText {
  /// A number as Python prints it: `0.1`, `1e-05`, `1e+16`.
  static func number(_ number: Double) -> String {
    // Both print the fewest digits that identify a number; they differ in where exponents begin.
    let magnitude = number.magnitude
    guard magnitude >= 0x1p53, magnitude < 1e16 else { return "\(number)" }
    return "\(Int64(number)).0"
  }

  /// `True` or `False`.
  static func truth(_ truth: Bool) -> String { truth ? "True" : "False" }

  /// A tuple: `(2, 3)`, `(3,)`.
  static func tuple(_ numbers: some Collection<Int>) -> String {
    numbers.count == 1
      ? "(\(numbers.map(String.init)[0]),)"
      : "(" + numbers.map(String.init).joined(separator: ", ") + ")"
  }

  /// Both numbers of a pair: `(2, 2)`.
  static func tuple(_ pair: Pair) -> String { tuple([pair.rows, pair.columns]) }
}
