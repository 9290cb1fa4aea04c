extension Module {
  /// The modules stored in this one, with their names; shared ones once, under their first name.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_children>.
  public func namedChildren() -> [(name: String, module: Module)] {
    var seen: Set<ObjectIdentifier> = []
    return allNamedChildren.filter { seen.insert(ObjectIdentifier($0.module)).inserted }
  }

  /// The modules stored in this one; shared ones once.
  public func children() -> [Module] { namedChildren().map(\.module) }

  /// This module, under the name `""`, and all below it, parents first; shared ones once.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_modules>.
  public func namedModules() -> [(name: String, module: Module)] {
    var seen: Set<ObjectIdentifier> = []
    return walk(prefix: "") { seen.insert(ObjectIdentifier($0)).inserted }
  }

  /// This module and all below it, parents first; shared ones once.
  public func modules() -> [Module] { namedModules().map(\.module) }

  /// The parameters of this module and all below it, with dotted names such as `model.0.weight`;
  /// shared ones once, under their first name.
  ///
  /// A module's own come before its children's, wherever they are declared. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_parameters>.
  ///
  /// - Parameter recurse: Whether those below this module are listed too.
  public func namedParameters(recurse: Bool = true) -> [(name: String, parameter: Parameter)] {
    var seen: Set<ObjectIdentifier> = []
    return entries(recurse: recurse).compactMap { entry in
      guard case .parameter(let parameter) = entry.holder,
        seen.insert(ObjectIdentifier(parameter)).inserted
      else { return nil }
      return (entry.name, parameter)
    }
  }

  /// The parameters of this module and all below it; shared ones once.
  ///
  /// - Parameter recurse: Whether those below this module are listed too.
  public func parameters(recurse: Bool = true) -> [Parameter] {
    namedParameters(recurse: recurse).map(\.parameter)
  }

  /// The buffers of this module and all below it, persistent or not, with dotted names; shared ones
  /// once, under their first name.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_buffers>.
  ///
  /// - Parameter recurse: Whether those below this module are listed too.
  public func namedBuffers(recurse: Bool = true) -> [(name: String, buffer: Buffer)] {
    var seen: Set<ObjectIdentifier> = []
    return entries(recurse: recurse).compactMap { entry in
      guard case .buffer(let buffer) = entry.holder, seen.insert(ObjectIdentifier(buffer)).inserted
      else { return nil }
      return (entry.name, buffer)
    }
  }

  /// The buffers of this module and all below it; shared ones once.
  ///
  /// - Parameter recurse: Whether those below this module are listed too.
  public func buffers(recurse: Bool = true) -> [Buffer] {
    namedBuffers(recurse: recurse).map(\.buffer)
  }

  /// The module of a dotted name, such as `model.0`; this one for `""`, nil if there is none.
  public func submodule(named name: String) -> Module? {
    if name.isEmpty { return self }
    for child in allNamedChildren {
      if child.name.isEmpty {
        if let found = child.module.submodule(named: name) { return found }
        continue
      }
      guard name == child.name || name.hasPrefix(child.name + ".") else { continue }
      if let found = child.module.submodule(named: String(name.dropFirst(child.name.count + 1))) {
        return found
      }
    }
    return nil
  }

  /// The parameter of a dotted name, such as `model.0.weight`, or nil.
  public func parameter(named name: String) -> Parameter? {
    for entry in entries() where entry.name == name {
      if case .parameter(let parameter) = entry.holder { return parameter }
    }
    return nil
  }

  /// The buffer of a dotted name, such as `model.1.running_mean`, or nil.
  public func buffer(named name: String) -> Buffer? {
    for entry in entries() where entry.name == name {
      if case .buffer(let buffer) = entry.holder { return buffer }
    }
    return nil
  }

  /// Calls `body` on every module below this one, then on this one.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.apply>.
  @discardableResult
  public func apply(_ body: (Module) -> Void) -> Self {
    var path: Set<ObjectIdentifier> = []
    apply(body, within: &path)
    return self
  }

  /// - Parameter path: The modules around this one, which are not entered again.
  private func apply(_ body: (Module) -> Void, within path: inout Set<ObjectIdentifier>) {
    guard path.insert(ObjectIdentifier(self)).inserted else { return }
    for child in children() { child.apply(body, within: &path) }
    path.remove(ObjectIdentifier(self))
    body(self)
  }

  /// The modules stored in this one under every name.
  var allNamedChildren: [(name: String, module: Module)] {
    members.compactMap { member in
      if case .module(let name, let module) = member { (name, module) } else { nil }
    }
  }

  private func walk(
    prefix: String, _ enter: (Module) -> Bool
  ) -> [(name: String, module: Module)] {
    guard enter(self) else { return [] }
    return [(prefix, self)]
      + allNamedChildren.flatMap { child in
        child.module.walk(prefix: Member.dotted(prefix, child.name), enter)
      }
  }
}
