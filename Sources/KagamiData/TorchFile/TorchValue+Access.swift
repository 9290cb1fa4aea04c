public import Kagami

extension TorchValue {
  /// The value of a name in a dictionary; nil if there is none, or if this is no dictionary.
  public subscript(name: String) -> TorchValue? { entry(.string(name)) }

  /// The value at a position of a list or tuple, or of a number in a dictionary; nil if there is none.
  public subscript(number: Int) -> TorchValue? {
    guard let elements else { return entry(.integer(number)) }
    return elements.indices.contains(number) ? elements[number] : nil
  }

  private func entry(_ key: Key) -> TorchValue? {
    guard case .dictionary(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The tensor, if it is one.
  public var tensor: Tensor? { if case .tensor(let tensor) = self { tensor } else { nil } }

  /// The integer, if it is one.
  public var integer: Int? { if case .integer(let number) = self { number } else { nil } }

  /// The number, if it is one; an integer is rounded to the nearest `Double`.
  public var double: Double? {
    switch self {
    case .double(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  /// The string, if it is one.
  public var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The truth value, if it is one.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The elements of a list or tuple, if it is one.
  public var elements: [TorchValue]? {
    switch self {
    case .list(let elements), .tuple(let elements): elements
    default: nil
    }
  }

  /// The tensors of a state dictionary, in order, as `Module.loadStateDict` takes them.
  ///
  /// ```swift
  /// try model.loadStateDict(TorchFile.load("model.pt").tensors)
  /// ```
  /// A checkpoint has several: `checkpoint["model"]`.
  ///
  /// - Throws: ``TorchFileError/notTensors(_:)`` unless this is a dictionary of tensors by name, with what it is.
  public var tensors: [(name: String, tensor: Tensor)] {
    get throws(TorchFileError) {
      guard case .dictionary(let entries) = self else { throw .notTensors("it is \(kind)") }
      var tensors: [(name: String, tensor: Tensor)] = []
      for (key, value) in entries {
        guard case .string(let name) = key, case .tensor(let tensor) = value else {
          throw .notTensors(
            "\(JSONText.short(key.description)) in it is \(value.kind)\(Self.hint(entries))")
        }
        tensors.append((name, tensor))
      }
      return tensors
    }
  }

  /// Where in a checkpoint tensors are.
  private static func hint(_ entries: [(key: Key, value: TorchValue)]) -> String {
    let states = entries.filter { entry in
      guard case .dictionary(let parts) = entry.value, !parts.isEmpty else { return false }
      return parts.allSatisfy { $0.value.tensor != nil }
    }
    if states.isEmpty { return "" }
    return "; there are tensors in "
      + states.map { JSONText.short($0.key.description) }.joined(separator: ", ")
  }

  /// What it is, in words.
  private var kind: String {
    switch self {
    case .null: "None"
    case .bool: "a truth value"
    case .integer: "an integer"
    case .double: "a number"
    case .string: "a string"
    case .dtype: "a type"
    case .tensor: "a tensor"
    case .list: "a list"
    case .tuple: "a tuple"
    case .dictionary: "a dictionary"
    }
  }
}
