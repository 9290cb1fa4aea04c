public import KagamiNN

/// Why a state does not fit a trainer; `description` is one line.
public enum TrainerStateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A network, or the average, has other tensors; with its name in the state.
  case network(String, StateDictError)
  /// An optimizer has other settings or other parameters; with its name in the state.
  case optimizer(String, OptimizerStateError)
  /// A number of steps or images is missing, or is none.
  case count(String)
  /// The names of tensors that the trainer has no place for.
  case unexpected([String])

  /// One line that names the part of the trainer.
  public var description: String {
    switch self {
    case .network(let name, let error): "\(name): \(error)"
    case .optimizer(let name, let error): "\(name): \(error)"
    case .count(let name): "\(name): expected a whole number of 0 or more, int64 without axes"
    case .unexpected(let names):
      "the state has what the trainer has no place for: \(names.joined(separator: ", "))"
    }
  }
}
