public import Kagami

/// The state that an optimizer keeps for one parameter.
public struct ParameterState: Sendable {
  /// The steps done; 0 for optimizers that do not count.
  public var step: Int
  /// The tensors under PyTorch's names, such as `exp_avg`.
  public var tensors: [String: Tensor]

  /// Joins a step and tensors.
  public init(step: Int, tensors: [String: Tensor]) {
    self.step = step
    self.tensors = tensors
  }
}

/// Everything that an optimizer needs to go on where it was: a snapshot.
///
/// ```swift
/// let state = optimizer.stateDict()
/// try Safetensors.save(state.tensors, to: "optimizer.safetensors")
/// ```
/// Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.state_dict.html>.
public struct OptimizerState: Sendable {
  /// The settings of one group, and how many parameters it has.
  public struct Group: Equatable, Sendable {
    /// The numbers.
    public var settings: OptimizerSettings
    /// The number of parameters.
    public var parameterCount: Int

    /// Joins settings and a number of parameters.
    public init(settings: OptimizerSettings, parameterCount: Int) {
      self.settings = settings
      self.parameterCount = parameterCount
    }
  }

  /// The groups in order.
  public var groups: [Group]
  /// The states, by the parameter's place among all of all groups.
  public var states: [Int: ParameterState]

  /// Joins groups and states.
  public init(groups: [Group], states: [Int: ParameterState]) {
    self.groups = groups
    self.states = states
  }
}

extension OptimizerState {
  /// The state as named tensors, to be kept in a file.
  ///
  /// `groups.0.lr` and so on are `float64` without axes, `groups.0.parameters` and
  /// `state.0.step` `int64`, `state.0.exp_avg` and so on as they are.
  public var tensors: StateDict {
    var result: StateDict = []
    for (index, group) in groups.enumerated() {
      result.append(("groups.\(index).parameters", Tensor(group.parameterCount)))
      for name in group.settings.names {
        guard let value = group.settings[name] else { continue }
        result.append(("groups.\(index).\(name.rawValue)", Tensor(value, dtype: .float64)))
      }
    }
    for index in states.keys.sorted() {
      guard let state = states[index] else { continue }
      result.append(("state.\(index).step", Tensor(state.step)))
      for name in state.tensors.keys.sorted() {
        guard let tensor = state.tensors[name] else { continue }
        result.append(("state.\(index).\(name)", tensor))
      }
    }
    return result
  }

  /// The state that ``tensors`` was made from.
  ///
  /// - Throws: ``OptimizerStateError`` if names or shapes are not those of a state.
  public init(tensors: StateDict) throws(OptimizerStateError) {
    var (groups, states) = ([Int: Group](), [Int: ParameterState]())
    var problems: [OptimizerStateError.Problem] = []
    for (name, tensor) in tensors {
      let parts = name.split(separator: ".", maxSplits: 2).map(String.init)
      guard parts.count == 3, let index = Int(parts[1]), index >= 0,
        ["groups", "state"].contains(parts[0])
      else {
        problems.append(.unexpected(name))
        continue
      }
      let isNumber = parts[0] == "groups" || parts[2] == "step"
      if isNumber, tensor.count != 1 {
        problems.append(.shape(name, given: tensor.shape, expected: []))
      } else if parts[0] == "groups" {
        var group = groups[index] ?? Group(settings: [:], parameterCount: 0)
        if parts[2] == "parameters" {
          group.parameterCount = tensor.item(as: Int.self)
        } else {
          group.settings[OptimizerSetting(rawValue: parts[2])] = tensor.item()
        }
        groups[index] = group
      } else if parts[2] == "step" {
        states[index, default: ParameterState(step: 0, tensors: [:])].step =
          tensor.item(as: Int.self)
      } else {
        states[index, default: ParameterState(step: 0, tensors: [:])].tensors[parts[2]] = tensor
      }
    }
    for index in 0..<groups.count where groups[index] == nil {
      problems.append(.missing("groups.\(index)"))
    }
    if !problems.isEmpty {
      throw OptimizerStateError(optimizerName: "an optimizer", problems: problems)
    }
    self.init(groups: groups.keys.sorted().compactMap { groups[$0] }, states: states)
  }
}
