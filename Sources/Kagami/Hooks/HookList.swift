internal import KagamiKernels
internal import Synchronization

/// Hooks of one kind in the order in which they are called.
///
/// Hooks are called on the task that computes; they need not be safe to send to another.
package final class HookList<Hook>: Sendable {
  private let lock = Guarded(())
  private let registered = Atomic<Int>(0)
  // Read and written under `lock`.
  nonisolated(unsafe) private var entries: [(id: Int, hook: Hook)] = []

  package init() {}

  /// How many there are; without a lock.
  package var count: Int { registered.load(ordering: .acquiring) }

  /// Whether there is none.
  package var isEmpty: Bool { count == 0 }

  /// The hooks as they are now: what a hook registers or removes counts from the next call on.
  package var hooks: [Hook] {
    isEmpty ? [] : lock.withLock { _ in entries.map(\.hook) }
  }

  /// Adds a hook, after the others or before them.
  ///
  /// - Parameter onChange: Told how many hooks there are more, or fewer.
  package func register(
    _ hook: Hook, prepend: Bool = false, onChange: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> RemovableHandle {
    let id = HookIdentity.next()
    lock.withLock { _ in
      entries.insert((id, hook), at: prepend ? 0 : entries.count)
      registered.store(entries.count, ordering: .releasing)
    }
    onChange(1)
    return RemovableHandle(id: id) { [weak self] id in
      if self?.remove(id) ?? false { onChange(-1) }
    }
  }

  private func remove(_ id: Int) -> Bool {
    // What the hook holds is released outside the lock.
    var removed: Hook?
    lock.withLock { _ in
      guard let index = entries.firstIndex(where: { $0.id == id }) else { return }
      removed = entries.remove(at: index).hook
      registered.store(entries.count, ordering: .releasing)
    }
    return removed != nil
  }
}

/// Numbers for handles.
private enum HookIdentity {
  private static let last = Atomic<Int>(0)

  static func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
