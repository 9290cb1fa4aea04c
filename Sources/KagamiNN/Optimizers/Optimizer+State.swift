internal import Kagami

extension Optimizer {
  /// A snapshot of all settings and of the state of every parameter.
  ///
  /// It does not move when the optimizer steps on. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.state_dict.html>.
  public func stateDict() -> OptimizerState {
    var states: [Int: ParameterState] = [:]
    for index in parameters.indices { states[index] = state(at: index) }
    return OptimizerState(
      groups: groups.map { .init(settings: $0.settings, parameterCount: $0.parameters.count) },
      states: states)
  }

  /// Goes on from a snapshot: settings and states are replaced.
  ///
  /// An optimizer of the same parameters then steps on bit for bit as the one that the state is
  /// from. Tensors are converted to their parameter's type and device. Nothing is changed unless
  /// everything fits. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.load_state_dict.html>.
  ///
  /// - Throws: ``OptimizerStateError``, which lists all problems together.
  public func loadStateDict(_ state: OptimizerState) throws(OptimizerStateError) {
    var problems: [OptimizerStateError.Problem] = []
    var (loaded, index) = (groups, 0)
    if state.groups.count != loaded.count {
      problems.append(.groupCount(given: state.groups.count, expected: loaded.count))
    }
    for (position, given) in state.groups.enumerated() where position < loaded.count {
      problems += self.problems(with: given, inGroup: position)
      loaded[position].settings = given.settings
      let isComplete = defaults.names.allSatisfy { given.settings[$0] != nil }
      for parameter in loaded[position].parameters {
        if isComplete, let state = state.states[index] {
          problems += self.problems(with: state, of: parameter, at: index, in: loaded[position])
        }
        index += 1
      }
    }
    for unknown in state.states.keys.sorted() where !parameters.indices.contains(unknown) {
      problems.append(.unexpected("state.\(unknown)"))
    }
    if !problems.isEmpty {
      throw OptimizerStateError(optimizerName: "\(type(of: self))", problems: problems)
    }
    groups = loaded
    for (index, parameter) in parameters.enumerated() {
      guard var own = state.states[index] else {
        setState(nil, at: index)
        continue
      }
      own.tensors = own.tensors.mapValues {
        $0.detach().to(parameter.dtype).to(parameter.device)
      }
      setState(own, at: index)
    }
  }

  /// A state that ``Optimizer/setState(_:at:)`` may take over: complete, of the parameter's shape, and
  /// converted to its type and device.
  func checked(_ state: ParameterState?, at index: Int) -> ParameterState? {
    checkPlace(index, "setState")
    guard var state else { return nil }
    let (parameter, group) = (parameters[index], group(of: index))
    let problems = problems(with: state, of: parameter, at: index, in: group)
    if !problems.isEmpty {
      misuse(
        "\(type(of: self)).setState", problems.map(\.description).joined(separator: "; "),
        hint: "the parameter is \(parameter.dtype) \(parameter.shape)")
    }
    state.tensors = state.tensors.mapValues {
      $0.detach().to(parameter.dtype).to(parameter.device)
    }
    return state
  }

  /// Stops unless there is a parameter at `index`.
  func checkPlace(_ index: Int, _ operation: String) {
    if !parameters.indices.contains(index) {
      misuse(
        "\(type(of: self)).\(operation)",
        "there is no parameter \(index) among \(parameters.count)")
    }
  }

  private func group(of index: Int) -> ParameterGroup {
    var end = 0
    for group in groups {
      end += group.parameters.count
      if index < end { return group }
    }
    return groups[groups.count - 1]
  }

  private func problems(
    with given: OptimizerState.Group, inGroup position: Int
  ) -> [OptimizerStateError.Problem] {
    var problems: [OptimizerStateError.Problem] = []
    let expected = groups[position].parameters.count
    if given.parameterCount != expected {
      problems.append(
        .parameterCount(group: position, given: given.parameterCount, expected: expected))
    }
    problems += self.problems(with: given.settings).map { .setting(group: position, $0) }
    for name in defaults.names where given.settings[name] == nil {
      problems.append(.missing("groups.\(position).\(name.rawValue)"))
    }
    return problems
  }

  private func problems(
    with state: ParameterState, of parameter: Parameter, at index: Int, in group: ParameterGroup
  ) -> [OptimizerStateError.Problem] {
    var problems: [OptimizerStateError.Problem] = []
    let (required, allowed) = stateNames(of: group)
    if !(0..<Int.max).contains(state.step) { problems.append(.step(parameter: index, state.step)) }
    for name in required.sorted() where state.tensors[name] == nil {
      problems.append(.missing("state.\(index).\(name)"))
    }
    for name in state.tensors.keys.sorted() {
      guard let tensor = state.tensors[name] else { continue }
      if !allowed.contains(name) {
        problems.append(.unexpected("state.\(index).\(name)"))
      } else if tensor.shape != parameter.shape {
        problems.append(
          .shape("state.\(index).\(name)", given: tensor.shape, expected: parameter.shape))
      }
    }
    return problems
  }
}
