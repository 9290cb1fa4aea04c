internal import Kagami

/// Puts a running module on the path that errors name.
enum ModuleFrame {
  /// Runs `body` as the `forward` of `module`.
  static func running<R>(_ module: Module, _ body: () -> R) -> R {
    guard let observer = CallObserver.current else { return onPath(module, body) }
    return observer.observing(module) { onPath(module, body) }
  }

  private static func onPath<R>(_ module: Module, _ body: () -> R) -> R {
    ModulePath(module) { "\(names($0)) (\(typeName($0)))" }.running(body)
  }

  /// The dotted names from the outermost running module down.
  private static func names(_ path: ModulePath) -> String {
    guard let caller = path.caller else {
      return lowered(typeName(path))
    }
    let name = (caller.module as? Module)?.namedModules().first { $0.module === path.module }?.name
    return "\(names(caller)).\(name ?? typeName(path))"
  }

  /// A type's name as a variable of it would be called: `Classifier` gives `classifier`,
  /// `BCELoss` gives `bceLoss`.
  private static func lowered(_ name: String) -> String {
    let capitals = name.prefix { $0.isUppercase }.count
    let head = capitals > 1 && capitals < name.count ? capitals - 1 : capitals
    return name.prefix(head).lowercased() + name.dropFirst(head)
  }

  private static func typeName(_ path: ModulePath) -> String { "\(type(of: path.module))" }
}
