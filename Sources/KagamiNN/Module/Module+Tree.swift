extension Module {
  /// The modules stored in this one's properties, with their names.
  public func namedChildren() -> [(name: String, module: Module)] {
    members.compactMap { member in
      if case .module(let name, let module) = member { (name, module) } else { nil }
    }
  }

  /// The modules stored in this one's properties.
  public func children() -> [Module] { namedChildren().map(\.module) }

  /// This module, under the name `""`, and all below it, parents first; shared ones once.
  public func namedModules() -> [(name: String, module: Module)] {
    var seen: Set<ObjectIdentifier> = []
    return walk(prefix: "") { seen.insert(ObjectIdentifier($0)).inserted }
  }

  /// This module and all below it, parents first; shared ones once.
  public func modules() -> [Module] { namedModules().map(\.module) }

  /// The parameters of this module and all below it, with dotted names such as `model.0.weight`;
  /// shared ones once, under their first name.
  public func namedParameters() -> [(name: String, parameter: Parameter)] {
    var seen: Set<ObjectIdentifier> = []
    return allNamedParameters().filter { seen.insert(ObjectIdentifier($0.parameter)).inserted }
  }

  /// The parameters of this module and all below it; shared ones once.
  public func parameters() -> [Parameter] { namedParameters().map(\.parameter) }

  /// Every name of every parameter; shared ones under each.
  func allNamedParameters() -> [(name: String, parameter: Parameter)] {
    members.flatMap { member -> [(name: String, parameter: Parameter)] in
      switch member {
      case .parameter(let name, let parameter): [(name, parameter)]
      case .module(let name, let module):
        module.allNamedParameters().map { ("\(name).\($0.name)", $0.parameter) }
      }
    }
  }

  private func walk(
    prefix: String, _ enter: (Module) -> Bool
  ) -> [(name: String, module: Module)] {
    guard enter(self) else { return [] }
    return [(prefix, self)]
      + namedChildren().flatMap { child in
        child.module.walk(prefix: prefix.isEmpty ? child.name : "\(prefix).\(child.name)", enter)
      }
  }

  /// Calls `body` on every module below this one, then on this one.
  @discardableResult
  public func apply(_ body: (Module) -> Void) -> Self {
    for child in children() { child.apply(body) }
    body(self)
    return self
  }
}
