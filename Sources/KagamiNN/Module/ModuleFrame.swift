internal import Kagami

/// A module whose `forward` is running, and the one that called it; for errors to name.
final class ModuleFrame: Sendable {
  @TaskLocal private static var current: ModuleFrame?

  // Modules belong to one task; a frame is read only by the task that made it, while it runs.
  nonisolated(unsafe) private let module: Module
  private let caller: ModuleFrame?

  private init(_ module: Module, caller: ModuleFrame?) {
    self.module = module
    self.caller = caller
  }

  /// Runs `body` as the `forward` of `module`.
  static func running<R>(_ module: Module, _ body: () -> R) -> R {
    let frame = ModuleFrame(module, caller: current)
    return $current.withValue(frame) {
      ModulePath.$describe.withValue({ "\(frame.path) (\(frame.typeName))" }, operation: body)
    }
  }

  private var typeName: String { "\(type(of: module))" }

  /// The dotted names from the outermost running module down.
  private var path: String {
    guard let caller else { return typeName.prefix(1).lowercased() + typeName.dropFirst() }
    let name = caller.module.namedModules().first { $0.module === module }?.name
    return "\(caller.path).\(name ?? typeName)"
  }
}
