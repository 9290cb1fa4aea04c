public import Kagami

/// The tensors of a module by their dotted names, in order.
public typealias StateDict = [(name: String, tensor: Tensor)]

extension Module {
  /// A snapshot of every parameter under every name, as PyTorch orders and names them.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.state_dict>.
  public func stateDict() -> StateDict {
    allNamedParameters().map { ($0.name, $0.parameter.value.detach()) }
  }

  /// Writes `state` into the parameters; optimizers stay attached.
  ///
  /// Nothing is written unless everything fits.
  ///
  /// - Parameters:
  ///   - state: Tensors by name; types are converted.
  ///   - strict: Whether missing and unexpected names are errors. Shapes must fit either way.
  /// - Throws: ``StateDictError``, which lists all problems together.
  public func loadStateDict(_ state: StateDict, strict: Bool = true) throws(StateDictError) {
    let own = allNamedParameters()
    var given: [String: Tensor] = [:]
    for entry in state { given[entry.name] = entry.tensor }
    let names = Set(own.map(\.name))
    var problems = StateDictError(moduleName: "\(type(of: self))")
    for (name, parameter) in own {
      guard let tensor = given[name] else {
        if strict { problems.missing.append(name) }
        continue
      }
      if tensor.shape != parameter.shape {
        problems.mismatched.append(
          .init(name: name, given: tensor.shape, expected: parameter.shape))
      }
    }
    if strict { problems.unexpected = state.map(\.name).filter { !names.contains($0) } }
    if !problems.isEmpty { throw problems }
    for (name, parameter) in own {
      guard let tensor = given[name] else { continue }
      parameter.assign(tensor.detach().to(parameter.dtype).to(parameter.device))
    }
  }
}

/// Everything that keeps a state from fitting a module.
public struct StateDictError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A tensor whose shape is not the parameter's.
  public struct Mismatch: Equatable, Sendable {
    /// The dotted name.
    public var name: String
    /// The shape in the state.
    public var given: Shape
    /// The shape in the module.
    public var expected: Shape

    /// Joins a name and both shapes.
    public init(name: String, given: Shape, expected: Shape) {
      self.name = name
      self.given = given
      self.expected = expected
    }
  }

  /// The module's type.
  public var moduleName: String
  /// Parameters without a tensor.
  public var missing: [String] = []
  /// Tensors without a parameter.
  public var unexpected: [String] = []
  /// Tensors of the wrong shape.
  public var mismatched: [Mismatch] = []

  var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && mismatched.isEmpty }

  /// One line that names every entry.
  public var description: String {
    var parts: [String] = []
    if !missing.isEmpty { parts.append("missing " + missing.joined(separator: ", ")) }
    if !unexpected.isEmpty { parts.append("unexpected " + unexpected.joined(separator: ", ")) }
    for mismatch in mismatched {
      parts.append("\(mismatch.name) is \(mismatch.given), expected \(mismatch.expected)")
    }
    return "the state does not fit \(moduleName): " + parts.joined(separator: "; ")
  }
}
