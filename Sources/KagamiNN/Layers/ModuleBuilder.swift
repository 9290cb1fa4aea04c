/// Lists modules in braces; see ``Sequential``.
///
/// A bare `if` keeps its modules when true and drops them when false.
@resultBuilder
public enum ModuleBuilder {
  /// One module.
  public static func buildExpression(_ module: Module) -> [Module] { [module] }
  /// Several modules at once.
  public static func buildExpression(_ modules: [Module]) -> [Module] { modules }
  /// A module, or none.
  public static func buildExpression(_ module: Module?) -> [Module] { module.map { [$0] } ?? [] }
  /// The modules of all lines.
  public static func buildBlock(_ parts: [Module]...) -> [Module] { parts.flatMap { $0 } }
  /// The modules of a bare `if`.
  public static func buildOptional(_ part: [Module]?) -> [Module] { part ?? [] }
  /// The modules of `if`'s first branch.
  public static func buildEither(first part: [Module]) -> [Module] { part }
  /// The modules of `else`'s branch.
  public static func buildEither(second part: [Module]) -> [Module] { part }
  /// The modules of all rounds of a loop.
  public static func buildArray(_ parts: [[Module]]) -> [Module] { parts.flatMap { $0 } }
  /// The modules of `if #available`.
  public static func buildLimitedAvailability(_ part: [Module]) -> [Module] { part }
}
