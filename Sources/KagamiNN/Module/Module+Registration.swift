public import Kagami

extension Module {
  /// Adds a parameter that is made at run time, under a name of its own.
  ///
  /// ```swift
  /// for axis in 0..<axes {
  ///   register(parameter: Parameter(Tensor.ones([features])), name: "scale\(axis)")
  /// }
  /// ```
  /// Stored properties need no registration. A parameter registered under this name before is
  /// replaced. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_parameter>.
  ///
  /// - Parameters:
  ///   - parameter: What to add; nil takes the name and adds nothing.
  ///   - name: Neither empty nor with a dot, and not the name of anything else here.
  public func register(parameter: Parameter?, name: String) {
    check(name, .parameter)
    enter(
      Registration(
        name: name, kind: .parameter, member: parameter.map { .parameter(name, $0) }))
  }

  /// Adds a buffer that is made at run time, under a name of its own.
  ///
  /// A buffer registered under this name before is replaced. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_buffer>.
  ///
  /// - Parameters:
  ///   - buffer: What to add; nil takes the name and adds nothing.
  ///   - name: Neither empty nor with a dot, and not the name of anything else here.
  public func register(buffer: Buffer?, name: String) {
    check(name, .buffer)
    enter(Registration(name: name, kind: .buffer, member: buffer.map { .buffer(name, $0) }))
  }

  /// Adds a tensor as a buffer, under a name of its own.
  ///
  /// - Parameters:
  ///   - buffer: The first value.
  ///   - name: Neither empty nor with a dot, and not the name of anything else here.
  ///   - persistent: Whether the buffer is saved with the module.
  /// - Returns: The buffer.
  @discardableResult
  public func register(buffer: Tensor, name: String, persistent: Bool = true) -> Buffer {
    let made = Buffer(buffer, persistent: persistent)
    register(buffer: made, name: name)
    return made
  }

  /// Adds a child that is made at run time, under a name of its own; to a container, at its end.
  ///
  /// A child registered under this name before is replaced. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_module>.
  ///
  /// - Parameters:
  ///   - module: What to add; nil takes the name and adds nothing.
  ///   - name: Neither empty nor with a dot, and not the name of anything else here.
  public func register(module: Module?, name: String) {
    check(name, .module)
    adopt(module, name: name)
  }

  /// Makes another module's members this one's, under the names that they have there.
  ///
  /// For modules that add to another without being part of its state. What is stored must not be found by
  /// reflection as well.
  package func register(unnamed module: Module) {
    enter(Registration(name: "", kind: .module, member: .module("", module)))
  }

  /// Stops unless a member of a kind may bear a name.
  func check(_ name: String, _ kind: Registration.Kind) {
    let operation = "\(type(of: self)).register"
    if name.contains(".") {
      misuse(operation, "\(kind) name can't contain \".\", got: \(name)")
    }
    if name.isEmpty { misuse(operation, "\(kind) name can't be empty string \"\"") }
    if let present = registrations.first(where: { $0.name == name }) {
      if present.kind == kind { return }
      misuse(operation, "attribute '\(name)' already exists")
    }
    if isTaken(name, by: kind) { misuse(operation, "attribute '\(name)' already exists") }
  }

  /// Whether a stored property has the name.
  private func isTaken(_ name: String, by kind: Registration.Kind) -> Bool {
    if name == "training" { return true }
    guard let own = ownMembers else { return propertyNames.contains(name) }
    return own.contains { member in
      // A container's child may be replaced.
      if case .module = member, kind == .module { return false }
      return member.name == name
    }
  }

  /// Puts a registration in place of the one of that name, else at the end.
  func enter(_ registration: Registration) {
    if let index = registrations.firstIndex(where: { $0.name == registration.name }) {
      registrations[index] = registration
    } else {
      registrations.append(registration)
    }
  }
}
