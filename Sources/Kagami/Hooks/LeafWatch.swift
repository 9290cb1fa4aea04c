internal import Synchronization

/// The hooks on the gradient of a leaf.
package final class LeafWatch: Sendable {
  /// Called with the whole gradient of a pass, before it is accumulated.
  private let hooks = HookList<TensorHook>()
  /// Called after it has.
  private let afterwards = HookList<@Sendable () -> Void>()

  /// Hooks on leaves in the whole process: while there is none, passes do not search for them.
  private static let total = Atomic<Int>(0)

  static var isAnyRegistered: Bool { total.load(ordering: .acquiring) > 0 }

  var isEmpty: Bool { hooks.isEmpty && afterwards.isEmpty }

  func register(_ hook: @escaping TensorHook, prepend: Bool = false) -> RemovableHandle {
    hooks.register(hook, prepend: prepend, onChange: Self.count)
  }

  func register(afterwards hook: @escaping @Sendable () -> Void) -> RemovableHandle {
    afterwards.register(hook, onChange: Self.count)
  }

  func applied(to gradient: Tensor) -> Tensor { hooks.applied(to: gradient) }

  func callAfterwards() {
    for hook in afterwards.hooks { hook() }
  }

  private static func count(_ change: Int) {
    total.add(change, ordering: .acquiringAndReleasing)
  }

  deinit { Self.count(-(hooks.count + afterwards.count)) }
}
