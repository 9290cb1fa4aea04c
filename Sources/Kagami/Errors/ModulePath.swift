/// A module whose `forward` is running on this task, and the one that called it; for errors to name.
package final class ModulePath: Sendable {
  /// The innermost running module.
  @TaskLocal package static var current: ModulePath?

  // Modules belong to one task; a path is read only by the task that made it, while it runs.
  nonisolated(unsafe) package let module: AnyObject
  package let caller: ModulePath?
  private let describe: @Sendable (ModulePath) -> String

  /// - Parameter describe: The path in words, such as "classifier.body.2 (LeakyReLU)"; asked for
  ///   only when something went wrong.
  package init(_ module: AnyObject, describe: @escaping @Sendable (ModulePath) -> String) {
    self.module = module
    self.describe = describe
    caller = ModulePath.current
  }

  /// Runs `body` with this as the innermost module.
  package func running<R>(_ body: () throws -> R) rethrows -> R {
    try ModulePath.$current.withValue(self, operation: body)
  }

  /// The path in words.
  package var description: String { describe(self) }
}
