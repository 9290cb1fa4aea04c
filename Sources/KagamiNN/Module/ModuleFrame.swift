internal import Kagami

/// Puts a running module on the path that errors name.
enum ModuleFrame {
  /// Runs `body` as the `forward` of `module`.
  static func running<R>(_ module: Module, _ body: () -> R) -> R {
    ModulePath(module) { "\(names($0)) (\(typeName($0)))" }.running(body)
  }

  /// The dotted names from the outermost running module down.
  private static func names(_ path: ModulePath) -> String {
    guard let caller = path.caller else {
      let name = typeName(path)
      return name.prefix(1).lowercased() + name.dropFirst()
    }
    let name = (caller.module as? Module)?.namedModules().first { $0.module === path.module }?.name
    return "\(names(caller)).\(name ?? typeName(path))"
  }

  private static func typeName(_ path: ModulePath) -> String { "\(type(of: path.module))" }
}
