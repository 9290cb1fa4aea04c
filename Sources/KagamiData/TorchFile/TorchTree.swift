internal import Kagami

/// Makes values of a pickle's objects.
struct TorchTree {
  /// As many levels as ``JSONText`` takes.
  static let depthLimit = 128

  /// A value with what it takes to check limits without walking through it again.
  private struct Made {
    let value: TorchValue
    /// Levels of lists, tuples and dictionaries.
    var height = 0
    /// Values within, itself included, each counted wherever it stands.
    var count = 1
  }

  private let pickle: Pickle
  private var storages: TorchStorages
  /// What was made of each node, which may stand at several places.
  private var nodes: [Made?]
  /// The nodes that are being made, which nothing within them may be.
  private var open: Set<Int> = []
  /// Where in the tree the current object is.
  private var path: [TorchValue.Key] = []

  /// The value that a pickle and its storages are.
  static func value(
    of pickle: Pickle, in source: any StorageSource
  ) throws(TorchFileError) -> TorchValue {
    var tree = TorchTree(
      pickle: pickle, storages: try TorchStorages(pickle.storages, in: source),
      nodes: Array(repeating: nil, count: pickle.nodes.count))
    return try tree.made(of: pickle.root).value
  }

  private init(pickle: Pickle, storages: TorchStorages, nodes: [Made?]) {
    (self.pickle, self.storages, self.nodes) = (pickle, storages, nodes)
  }

  /// The current place in words, as in `model.0.weight`.
  private var name: String {
    path.isEmpty ? "the value" : path.map(\.description).joined(separator: ".")
  }

  private mutating func made(of object: PickleObject) throws(TorchFileError) -> Made {
    switch object {
    case .none: return Made(value: .null)
    case .bool(let value): return Made(value: .bool(value))
    case .integer(let value): return Made(value: .integer(value))
    case .float(let value): return Made(value: .double(value))
    case .string(let value): return Made(value: .string(value))
    case .tensor(let index): return Made(value: .tensor(try tensor(pickle.tensors[index])))
    case .node(let index): return try made(ofNode: index)
    case .global(.dtype(let element)):
      guard let dtype = element.dtype else {
        throw .unsupportedType(name: name, dtype: "torch.\(element.rawValue)")
      }
      return Made(value: .dtype(dtype))
    case .global: throw .unsupportedValue(name: name, kind: "a class or function")
    case .storage: throw .unsupportedValue(name: name, kind: "a storage without a tensor")
    case .magic: throw .unsupportedValue(name: name, kind: "an integer of more than 64 bits")
    }
  }

  private mutating func made(ofNode index: Int) throws(TorchFileError) -> Made {
    if let made = nodes[index] { return made }
    guard open.insert(index).inserted else { throw .recursive(name: name) }
    defer { open.remove(index) }
    let tooDeep = TorchFileError.tooDeep(limit: Self.depthLimit)
    guard open.count <= Self.depthLimit else { throw tooDeep }
    let node = pickle.nodes[index]
    var (height, count) = (1, 1)
    func include(_ part: Made) throws(TorchFileError) -> TorchValue {
      height = max(height, part.height + 1)
      count += part.count
      guard height <= Self.depthLimit else { throw tooDeep }
      guard count <= pickle.valueLimit else { throw .tooManyValues(limit: pickle.valueLimit) }
      return part.value
    }
    let value: TorchValue
    switch node.kind {
    case .list, .tuple:
      var values: [TorchValue] = []
      for (position, item) in node.items.enumerated() {
        path.append(.integer(position))
        values.append(try include(made(of: item)))
        path.removeLast()
      }
      value = node.kind == .list ? .list(values) : .tuple(values)
    case .dictionary:
      var entries: [(key: TorchValue.Key, value: TorchValue)] = []
      var places: [TorchValue.Key: Int] = [:]
      for position in stride(from: 0, to: node.items.count, by: 2) {
        let key = try self.key(node.items[position])
        path.append(key)
        let value = try include(made(of: node.items[position + 1]))
        path.removeLast()
        // As in Python, the later value takes the place of the earlier one.
        if let place = places[key] {
          entries[place].value = value
        } else {
          places[key] = entries.count
          entries.append((key, value))
        }
      }
      value = .dictionary(entries)
    }
    let made = Made(value: value, height: height, count: count)
    nodes[index] = made
    return made
  }

  private func key(_ object: PickleObject) throws(TorchFileError) -> TorchValue.Key {
    switch object {
    case .string(let text): return .string(text)
    case .integer(let number): return .integer(number)
    default:
      throw .unsupportedValue(
        name: name, kind: "a dictionary with a key that is neither a string nor an integer")
    }
  }

  private mutating func tensor(_ record: TensorRecord) throws(TorchFileError) -> Tensor {
    let storage = pickle.storages[record.storage]
    let element = record.element ?? storage.element
    guard let dtype = element.dtype else {
      throw .unsupportedType(name: name, dtype: "torch.\(element.rawValue)")
    }
    guard storage.element == .untyped || storage.element == element,
      let elements = try storages.elements(of: storage.key, as: dtype)
    else { throw .malformedTensor(name: name, "its storage has elements of two types") }
    // Parts are of typed storages; a storage of bytes is whole, and its elements are wider.
    let isWhole = storage.part.count == storage.count
    let part = isWhole ? 0..<elements.count : storage.part.clamped(to: 0..<elements.count)
    let layout: StridedLayout
    do {
      layout = try StridedLayout(
        shape: extents(record.shape), strides: extents(record.strides), offset: record.offset,
        count: part.count)
    } catch { throw .malformedTensor(name: name, error.reason) }
    if layout.shape.contains(0) { return Tensor(bytes: [], shape: layout.shape, dtype: dtype) }
    return elements.view(
      shape: layout.shape, strides: layout.strides, offset: part.lowerBound + layout.offset)
  }

  /// The integers of a tuple; of anything else there are too few.
  private func extents(_ index: Int) -> [Int] {
    pickle.nodes[index].items.prefix(Shape.maximumRank + 1).map { item in
      if case .integer(let extent) = item { extent } else { -1 }
    }
  }
}
