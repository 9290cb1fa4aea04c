/// Values by a key of which a backward pass has a handful at a time.
///
/// Comparing with a dozen keys is quicker than hashing one; beyond that they are hashed.
struct SmallMap<Key: Hashable, Value> {
  private static var most: Int { 12 }

  private var few: [(key: Key, value: Value)] = []
  private var many: [Key: Value]?

  /// The value of `key`, or nil.
  subscript(key: Key) -> Value? {
    if let many { return many[key] }
    return few.first { $0.key == key }?.value
  }

  func contains(_ key: Key) -> Bool {
    if let many { return many[key] != nil }
    return few.contains { $0.key == key }
  }

  /// Gives `key` a value that had none.
  mutating func insert(_ value: Value, for key: Key) {
    if many == nil, few.count < Self.most {
      few.append((key, value))
      return
    }
    if many == nil {
      many = Dictionary(uniqueKeysWithValues: few.map { ($0.key, $0.value) })
      few = []
    }
    many?[key] = value
  }

  /// Takes a value out, so that the caller is the only holder of its memory.
  mutating func take(_ key: Key) -> Value? {
    if many != nil { return many?.removeValue(forKey: key) }
    guard let index = few.firstIndex(where: { $0.key == key }) else { return nil }
    few.swapAt(index, few.count - 1)
    return few.removeLast().value
  }
}

/// A set of keys.
typealias SmallSet<Key: Hashable> = SmallMap<Key, Void>

extension SmallMap where Value == Void {
  init(_ keys: some Sequence<Key>) {
    for key in keys { insert(key) }
  }

  /// Adds `key`; false if it was there.
  @discardableResult
  mutating func insert(_ key: Key) -> Bool {
    if contains(key) { return false }
    insert((), for: key)
    return true
  }
}
