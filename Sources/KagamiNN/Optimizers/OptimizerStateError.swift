public import Kagami

/// Everything that keeps a state from fitting an optimizer.
public struct OptimizerStateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// One thing that does not fit.
  public enum Problem: Equatable, Sendable {
    /// Another number of groups.
    case groupCount(given: Int, expected: Int)
    /// A group with another number of parameters.
    case parameterCount(group: Int, given: Int, expected: Int)
    /// A setting out of bounds or unknown to the optimizer, in words.
    case setting(group: Int, String)
    /// Something that the optimizer needs, by its name in ``OptimizerState/tensors``.
    case missing(String)
    /// Something that the optimizer does not know, by its name.
    case unexpected(String)
    /// A tensor whose shape is not its parameter's.
    case shape(String, given: Shape, expected: Shape)
    /// A number of steps that is negative, or too large to be counted on from.
    case step(parameter: Int, Int)
  }

  /// The optimizer's type.
  public var optimizerName: String
  /// What does not fit: all of it.
  public var problems: [Problem]

  /// One line that names every problem.
  public var description: String {
    "the state does not fit \(optimizerName): "
      + problems.map(\.description).joined(separator: "; ")
  }
}

extension OptimizerStateError.Problem: CustomStringConvertible {
  /// The problem in words.
  public var description: String {
    switch self {
    case .groupCount(let given, let expected): "\(given) groups, expected \(expected)"
    case .parameterCount(let group, let given, let expected):
      "group \(group) has \(given) parameters, expected \(expected)"
    case .setting(let group, let problem): "group \(group): \(problem)"
    case .missing(let name): "missing \(name)"
    case .unexpected(let name): "unexpected \(name)"
    case .shape(let name, let given, let expected): "\(name) is \(given), expected \(expected)"
    case .step(let parameter, let step): "parameter \(parameter) cannot have done \(step) steps"
    }
  }
}
