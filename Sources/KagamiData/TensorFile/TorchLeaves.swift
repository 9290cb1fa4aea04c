internal import Kagami

/// The tensors and other values within a value of `torch.save`, with names of keys and positions joined by dots.
struct TorchLeaves {
  private(set) var tensors: [(name: String, tensor: Tensor)] = []
  private(set) var values: [(name: String, text: String)] = []

  /// Adds what is in `value`, which is at `path`; values are nested at most as deep as a file's may be.
  mutating func add(_ value: TorchValue, at path: [String]) {
    switch value {
    case .tensor(let tensor): tensors.append((name(path), tensor))
    case .list(let elements), .tuple(let elements):
      for (index, element) in elements.enumerated() { add(element, at: path + ["\(index)"]) }
    case .dictionary(let entries):
      for (key, element) in entries { add(element, at: path + [key.description]) }
    case .null: values.append((name(path), "None"))
    case .bool(let value): values.append((name(path), value ? "True" : "False"))
    case .integer(let value): values.append((name(path), "\(value)"))
    case .double(let value): values.append((name(path), "\(value)"))
    case .string(let text): values.append((name(path), JSONText.quoted(text)))
    case .dtype(let dtype): values.append((name(path), "torch.\(dtype)"))
    }
  }

  private func name(_ path: [String]) -> String {
    path.isEmpty ? "value" : path.joined(separator: ".")
  }
}
