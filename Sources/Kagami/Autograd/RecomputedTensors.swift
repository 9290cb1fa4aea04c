/// The list to which operations hand what they save while a checkpoint is computed once more.
final class Recomputation: Sendable {
  typealias Item = (operation: String, saved: Node.Saved)

  private let list = Guarded<[Item]>([])

  var items: [Item] { list.withLock { $0 } }

  func add(_ saved: Node.Saved, of operation: String) {
    list.withLock { $0.append((operation, saved)) }
  }
}

/// The saved tensors of checkpoints that a backward pass has computed anew and not yet used.
struct RecomputedTensors {
  private struct Entry {
    // Held, so that no other checkpoint has its identity meanwhile.
    let checkpoint: Checkpoint
    var items: [Recomputation.Item?]
    var count: Int
  }

  private var entries: [ObjectIdentifier: Entry] = [:]

  /// Takes out what the operation of a number saved, which is released with its use.
  mutating func take(_ item: Int, of checkpoint: Checkpoint, for operation: String) -> Node.Saved {
    let id = ObjectIdentifier(checkpoint)
    if entries[id]?.items[item] == nil {
      let items = checkpoint.recompute(&self)
      entries[id] = Entry(checkpoint: checkpoint, items: items, count: items.count)
    }
    guard let found = entries[id]?.items[item] else {
      fatalError("Kagami: a checkpoint without its item \(item)")
    }
    entries[id]?.items[item] = nil
    entries[id]?.count -= 1
    if entries[id]?.count == 0 { entries[id] = nil }
    if found.operation != operation {
      misuse(
        "checkpoint",
        "the closure computed \(operation) the first time and \(found.operation) in its place the "
          + "second", hint: Checkpoint.hint)
    }
    return found.saved
  }
}
