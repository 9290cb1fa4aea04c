/// What registering a hook gives back: the means to take it away again.
///
/// ```swift
/// let handle = layer.registerForwardHook { _, _, outputs in print(outputs[0].shape) }
/// handle.remove()
/// ```
/// The hook stays when the handle is forgotten. A handle does not keep alive what it was registered
/// on. Source: <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html>.
public final class RemovableHandle: Sendable {
  /// Grows with each registration in the process.
  public let id: Int
  private let take: @Sendable (Int) -> Void

  init(id: Int, take: @escaping @Sendable (Int) -> Void) {
    self.id = id
    self.take = take
  }

  /// Takes the hook away; a second time, nothing happens.
  public func remove() { take(id) }

  /// Runs `body` and takes the hook away.
  ///
  /// ```swift
  /// layer.registerForwardHook { _, _, outputs in shapes.append(outputs[0].shape) }.scope {
  ///   _ = model(x)
  /// }
  /// ```
  public func scope<R>(_ body: () throws -> R) rethrows -> R {
    defer { remove() }
    return try body()
  }
}
