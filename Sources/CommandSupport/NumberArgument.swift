/// Numbers on the command line, whose errors name what was expected.
package enum NumberArgument {
  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// A whole number.
  @Sendable package static func integer(_ text: String) throws -> Int {
    guard let number = Int(text) else {
      throw Failure(description: "expected a whole number of at most \(Int.max)")
    }
    return number
  }

  /// A number, with or without a fraction.
  @Sendable package static func double(_ text: String) throws -> Double {
    guard let number = Double(text) else { throw Failure(description: "expected a number") }
    return number
  }
}
