/// Values by the identity of an object.
///
/// A pass over the graph of a few layers has a handful at a time, and looking along them is quicker than
/// hashing one; beyond a dozen they are hashed.
struct IdentityMap<Value> {
  private static var most: Int { 12 }

  private var few: [(id: ObjectIdentifier, value: Value)] = []
  private var many: [ObjectIdentifier: Value]?

  /// The value of `id`, or nil.
  subscript(id: ObjectIdentifier) -> Value? {
    if let many { return many[id] }
    return few.first { $0.id == id }?.value
  }

  func contains(_ id: ObjectIdentifier) -> Bool {
    if let many { return many[id] != nil }
    return few.contains { $0.id == id }
  }

  /// Gives `id` a value that had none.
  mutating func insert(_ value: Value, for id: ObjectIdentifier) {
    if many == nil, few.count < Self.most {
      few.append((id, value))
      return
    }
    if many == nil {
      many = Dictionary(uniqueKeysWithValues: few.map { ($0.id, $0.value) })
      few = []
    }
    many?[id] = value
  }

  /// Takes a value out, so that the caller is the only holder of its memory.
  mutating func take(_ id: ObjectIdentifier) -> Value? {
    if many != nil { return many?.removeValue(forKey: id) }
    guard let index = few.firstIndex(where: { $0.id == id }) else { return nil }
    few.swapAt(index, few.count - 1)
    return few.removeLast().value
  }
}

/// Objects, by their identity.
typealias IdentitySet = IdentityMap<Void>

extension IdentityMap where Value == Void {
  init(_ ids: some Sequence<ObjectIdentifier>) {
    for id in ids { insert(id) }
  }

  /// Adds `id`; false if it was there.
  @discardableResult
  mutating func insert(_ id: ObjectIdentifier) -> Bool {
    if contains(id) { return false }
    insert((), for: id)
    return true
  }
}
