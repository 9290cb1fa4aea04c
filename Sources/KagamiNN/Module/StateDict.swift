public import Kagami

/// The tensors of a module by their dotted names, in order.
public typealias StateDict = [(name: String, tensor: Tensor)]

/// What loading does with a tensor whose shape is not the module's.
public enum ShapeMismatchPolicy: Sendable {
  /// It fails, as PyTorch does whether strict or not.
  case fail
  /// It leaves the parameter as it is.
  case skip
}

extension Module {
  /// A snapshot of every parameter and persistent buffer under every name, as PyTorch orders and
  /// names them.
  ///
  /// ```swift
  /// BatchNorm1d(3).stateDict().map(\.name)
  /// // weight, bias, running_mean, running_var, num_batches_tracked
  /// ```
  /// Of each module, its own parameters come first, then its own buffers, then its children's.
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.state_dict>.
  public func stateDict() -> StateDict {
    entries().filter(\.isPersistent).map { ($0.name, $0.value.detach()) }
  }

  /// Writes `state` into the parameters and buffers; optimizers stay attached.
  ///
  /// Nothing is written unless everything fits. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.load_state_dict>.
  ///
  /// - Parameters:
  ///   - state: Tensors by name; types are converted.
  ///   - strict: Whether missing and unexpected names are errors.
  ///   - shapeMismatch: What to do with tensors of the wrong shape, strict or not.
  /// - Returns: The names that were missing, unexpected or passed over.
  /// - Throws: ``StateDictError``, which lists all problems together.
  @discardableResult
  public func loadStateDict(
    _ state: StateDict, strict: Bool = true, shapeMismatch: ShapeMismatchPolicy = .fail
  ) throws(StateDictError) -> IncompatibleKeys {
    let own = entries().filter(\.isPersistent)
    var given: [String: Tensor] = [:]
    for entry in state { given[entry.name] = entry.tensor }
    let names = Set(own.map(\.name))
    var found = StateDictError(moduleName: "\(type(of: self))")
    found.unexpected = state.map(\.name).filter { !names.contains($0) }
    var fitting: [(Entry, Tensor)] = []
    for entry in own {
      guard let tensor = given[entry.name] else {
        if !entry.mayBeMissing { found.missing.append(entry.name) }
        continue
      }
      if tensor.shape == entry.value.shape {
        fitting.append((entry, tensor))
      } else {
        found.mismatched.append(
          .init(name: entry.name, given: tensor.shape, expected: entry.value.shape))
      }
    }
    var problems = found
    if !strict { (problems.missing, problems.unexpected) = ([], []) }
    if shapeMismatch == .skip { problems.mismatched = [] }
    if !problems.isEmpty { throw problems }
    for (entry, tensor) in fitting { entry.assign(tensor) }
    return IncompatibleKeys(
      missing: found.missing, unexpected: found.unexpected,
      skipped: found.mismatched.map(\.name))
  }
}

/// What a state and a module did not have in common, after loading all the same.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.load_state_dict>.
public struct IncompatibleKeys: Equatable, Sendable, CustomStringConvertible {
  /// Parameters and buffers without a tensor.
  public var missing: [String]
  /// Tensors without a parameter or buffer.
  public var unexpected: [String]
  /// Parameters and buffers that stayed as they were because a tensor had the wrong shape.
  public var skipped: [String]

  /// Joins the three lists.
  public init(missing: [String] = [], unexpected: [String] = [], skipped: [String] = []) {
    (self.missing, self.unexpected, self.skipped) = (missing, unexpected, skipped)
  }

  /// `<All keys matched successfully>`, or one line that names every key.
  public var description: String {
    let lists = [("missing", missing), ("unexpected", unexpected), ("skipped", skipped)]
    let parts = lists.filter { !$0.1.isEmpty }
    if parts.isEmpty { return "<All keys matched successfully>" }
    return parts.map { "\($0) \($1.joined(separator: ", "))" }.joined(separator: "; ")
  }
}
