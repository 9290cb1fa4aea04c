public import Kagami

/// What a file of `torch.save` holds: tensors, and the numbers, strings and containers around them.
///
/// ```swift
/// let checkpoint = try TorchFile.load("checkpoint.pt")
/// try model.loadStateDict(checkpoint["model"]?.tensors ?? [])
/// print(checkpoint["epoch"]?.integer ?? 0, checkpoint["optimizer"]?["param_groups"]?[0]?["lr"]?.double ?? 0)
/// ```
/// A value for ``TorchFile/save(_:to:)-(TorchValue,_)`` is written with literals:
///
/// ```swift
/// let checkpoint: TorchValue = ["epoch": 3, "lr": 1e-3, "model": TorchValue(model.stateDict())]
/// ```
public enum TorchValue: Sendable {
  /// Python's `None`.
  case null
  /// A truth value.
  case bool(Bool)
  /// An integer, which Python does not bound; one beyond `Int` is an error of the file.
  case integer(Int)
  /// Python's `float`.
  case double(Double)
  /// A string.
  case string(String)
  /// A type of elements, such as `torch.float32`.
  case dtype(DType)
  /// A tensor, a parameter or a buffer.
  case tensor(Tensor)
  /// A list.
  case list([TorchValue])
  /// A tuple, or a `torch.Size`.
  case tuple([TorchValue])
  /// A dictionary, ordered or not, in the order of the file.
  case dictionary([(key: Key, value: TorchValue)])

  /// A key of a dictionary.
  ///
  /// Strings are equal if their bytes are, as in Python: not if they differ in Unicode normalisation.
  public enum Key: Hashable, Sendable, CustomStringConvertible {
    /// A name, as in state dictionaries.
    case string(String)
    /// A number, as in the state of optimizers.
    case integer(Int)

    /// The name or number.
    public var description: String {
      switch self {
      case .string(let text): text
      case .integer(let number): "\(number)"
      }
    }

    /// Whether both are the same bytes, or the same number.
    public static func == (a: Key, b: Key) -> Bool {
      switch (a, b) {
      case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
      case (.integer(let a), .integer(let b)): a == b
      default: false
      }
    }

    /// Feeds the bytes or the number to a hash.
    public func hash(into hasher: inout Hasher) {
      switch self {
      case .string(let text): for byte in text.utf8 { hasher.combine(byte) }
      case .integer(let number): hasher.combine(number)
      }
    }
  }

  /// A dictionary of tensors by name, such as a module's state.
  public init(_ tensors: [(name: String, tensor: Tensor)]) {
    self = .dictionary(tensors.map { (.string($0.name), .tensor($0.tensor)) })
  }
}
