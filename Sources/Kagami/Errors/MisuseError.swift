/// A mistake in calling the engine, in words.
///
/// Mistakes stop the program; only a dry run, such as that of a model's summary, gives them as an
/// error.
public struct MisuseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was called, such as "matmul".
  public let operation: String
  /// What is wrong, with the shapes.
  public let problem: String
  /// The running module, such as "classifier.body.2 (Linear)"; nil outside modules.
  public let modulePath: String?
  /// What to do about it, if there is something to say.
  public let hint: String?

  /// A mistake made here: the path is that of the running module.
  package init(_ operation: String, _ problem: String, hint: String? = nil) {
    self.init(operation, problem, hint: hint, modulePath: ModulePath.current?.description)
  }

  /// A mistake made in the module of this path.
  init(_ operation: String, _ problem: String, hint: String?, modulePath: String?) {
    self.operation = operation
    self.problem = problem
    self.hint = hint
    self.modulePath = modulePath
  }

  /// All of it, one line each.
  public var description: String { description(callSite: nil) }

  /// All of it, with the caller's file and line.
  func description(callSite: String?) -> String {
    var text = "\(operation): \(problem)"
    if let modulePath { text += "\n  in module: \(modulePath)" }
    if let callSite { text += "\n  called at: \(callSite)" }
    if let hint { text += "\n  hint: \(hint)" }
    return text
  }
}
