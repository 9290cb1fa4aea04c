/// The leaves with hooks that a backward pass reaches, and the sums of what came to them so far.
struct WatchedLeaves {
  struct Entry {
    let leaf: Leaf
    let watch: LeafWatch
    /// Edges that may still bring something.
    fileprivate var missing = 0
    fileprivate(set) var sum: Tensor?
  }

  private var entries: [ObjectIdentifier: Entry] = [:]
  private var order: [ObjectIdentifier] = []

  var isEmpty: Bool { entries.isEmpty }

  /// Counts an edge to a leaf, if it has hooks.
  mutating func countEdge(to leaf: Leaf) {
    guard let watch = leaf.watch else { return }
    let id = ObjectIdentifier(leaf)
    if entries[id] == nil { order.append(id) }
    entries[id, default: Entry(leaf: leaf, watch: watch)].missing += 1
  }

  /// Adds a gradient to the sum of a leaf with hooks; false, with nothing done, for others.
  mutating func add(_ gradient: Gradient, for leaf: Leaf) -> Bool {
    guard !entries.isEmpty, var entry = entries.removeValue(forKey: ObjectIdentifier(leaf)) else {
      return false
    }
    entry.sum = gradient.formed(onto: entry.sum.take())
    entries[ObjectIdentifier(leaf)] = entry
    return true
  }

  /// Counts off an edge, and takes out the leaf if it was the last.
  mutating func countOff(_ leaf: Leaf) -> Entry? {
    let id = ObjectIdentifier(leaf)
    entries[id]?.missing -= 1
    return entries[id]?.missing == 0 ? entries.removeValue(forKey: id) : nil
  }

  /// Takes out what is left, in the order in which it was found.
  mutating func takeAll() -> [Entry] {
    order.compactMap { entries.removeValue(forKey: $0) }
  }
}
