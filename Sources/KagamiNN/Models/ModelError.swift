/// Why ``Models`` cannot make a model.
public enum ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no model of that name.
  case unknown(name: String, known: [String])
  /// The model is configured by another type.
  case configuration(name: String, given: String, expected: String)

  /// One line with the name and what is available.
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "there is no model named \(name); known are \(known.joined(separator: ", "))"
    case .configuration(let name, let given, let expected):
      "the model \(name) is configured by \(expected), not by \(given)"
    }
  }
}
