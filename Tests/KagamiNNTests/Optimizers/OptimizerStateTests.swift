import Kagami
import KagamiNN
import Testing

/// A saved optimizer goes on bit for bit; what does not fit is listed all at once.
@Suite struct OptimizerStateTests {
  static let kinds: [String: @Sendable ([Parameter]) -> Optimizer] = [
    "SGD": { SGD($0, lr: 0.1, momentum: 0.9) },
    "Adam": { Adam($0, lr: 0.01, amsgrad: true) },
    "AdamW": { AdamW($0, lr: 0.01) },
    "RMSprop": { RMSprop($0, momentum: 0.5, centered: true) },
    "Adagrad": { Adagrad($0, lrDecay: 0.1) },
  ]

  private func parameters(_ values: [[Double]]) -> [Parameter] {
    values.map { Parameter(Tensor($0, dtype: .float32)) }
  }

  private func advance(_ optimizer: Optimizer, _ steps: Range<Int>) {
    for step in steps {
      for (index, parameter) in optimizer.parameters.enumerated() {
        // One parameter never has a gradient.
        guard index != 1 else { continue }
        let values = (0..<parameter.count).map { Double(($0 + 3 * step) % 7) - 2.7 }
        parameter.grad = Tensor(values, shape: parameter.shape)
      }
      optimizer.step()
    }
  }

  private func values(_ optimizer: Optimizer) -> [[Float]] {
    optimizer.parameters.map { $0.value.array(of: Float.self) }
  }

  @Test(arguments: kinds.keys.sorted(), [false, true])
  func resumedStepsAreTheSame(_ kind: String, _ throughTensors: Bool) throws {
    let make = try #require(Self.kinds[kind])
    let start = [[0.5, -1, 2], [1], [0.25, 0.125]]
    let whole = make(parameters(start))
    advance(whole, 0..<5)
    whole.groups[0].lr *= 0.5
    var state = whole.stateDict()
    let weights = values(whole)
    advance(whole, 5..<10)

    if throughTensors { state = try OptimizerState(tensors: state.tensors) }
    let resumed = make(weights.map { Parameter(Tensor($0)) })
    try resumed.loadStateDict(state)
    advance(resumed, 5..<10)
    #expect(values(resumed) == values(whole))
    // Without the state it would have gone elsewhere.
    let fresh = make(weights.map { Parameter(Tensor($0)) })
    advance(fresh, 5..<10)
    #expect(values(fresh) != values(whole))
    // The snapshot has not moved, and serves again.
    let again = make(weights.map { Parameter(Tensor($0)) })
    try again.loadStateDict(state)
    advance(again, 5..<10)
    #expect(values(again) == values(whole))
    // An empty state clears the optimizer's.
    try again.loadStateDict(OptimizerState(groups: state.groups, states: [:]))
    #expect(again.stateDict().states.isEmpty)
  }

  @Test func theNamesArePyTorchs() {
    let optimizer = Adam([Parameter(Tensor.ones([2]))], amsgrad: true)
    advance(optimizer, 0..<3)
    let state = optimizer.stateDict()
    #expect(state.states[0]?.step == 3)
    #expect(
      state.states[0]?.tensors.keys.sorted() == ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"])
    #expect(
      state.tensors.map(\.name) == [
        "groups.0.parameters", "groups.0.amsgrad", "groups.0.beta1", "groups.0.beta2",
        "groups.0.decoupled_weight_decay", "groups.0.eps", "groups.0.lr", "groups.0.maximize",
        "groups.0.weight_decay", "state.0.step", "state.0.exp_avg", "state.0.exp_avg_sq",
        "state.0.max_exp_avg_sq",
      ])
  }

  @Test func tensorsAreConverted() throws {
    let single = Adam([Parameter(Tensor.ones([2, 2]))])
    advance(single, 0..<2)
    var state = single.stateDict()
    state.states[0]?.tensors["exp_avg"] = Tensor([[1, 2], [3, 4]] as [[Float]]).transpose()
    let double = Adam([Parameter(Tensor.ones([2, 2], dtype: .float64))])
    try double.loadStateDict(state)
    let mean = try #require(double.stateDict().states[0]?.tensors["exp_avg"])
    #expect(mean.dtype == .float64)
    #expect(mean.array(of: Double.self) == [1, 3, 2, 4])
  }

  @Test func allProblemsAreListedTogether() throws {
    let parameters = parameters([[1, 2], [3]])
    let optimizer = Adam(parameters)
    advance(optimizer, 0..<1)
    let before = optimizer.stateDict()
    var state = before
    state.groups[0].parameterCount = 3
    state.groups[0].settings[.lr] = -1
    state.groups[0].settings[.momentum] = 0.5
    state.groups.append(.init(settings: [:], parameterCount: 0))
    state.states[0] = ParameterState(
      step: -1, tensors: ["exp_avg": Tensor.zeros([3]), "other": Tensor.zeros([2])])
    state.states[7] = ParameterState(step: 0, tensors: [:])
    let error = try #require(throws: OptimizerStateError.self) {
      try optimizer.loadStateDict(state)
    }
    #expect(
      error.problems == [
        .groupCount(given: 2, expected: 1),
        .parameterCount(group: 0, given: 3, expected: 2),
        .setting(
          group: 0,
          "a group cannot set momentum, only amsgrad, beta1, beta2, decoupled_weight_decay, "
            + "eps, lr, maximize, weight_decay"),
        .setting(group: 0, "lr cannot be -1.0"),
        .step(parameter: 0, -1),
        .missing("state.0.exp_avg_sq"),
        .shape("state.0.exp_avg", given: [3], expected: [2]),
        .unexpected("state.0.other"),
        .unexpected("state.7"),
      ])
    #expect(
      error.description.hasPrefix(
        "the state does not fit Adam: 2 groups, expected 1; group 0 has 3 parameters, expected 2; ")
    )
    // Nothing was changed.
    #expect(optimizer.groups[0].lr == 1e-3)
    #expect(optimizer.stateDict().states[0]?.step == before.states[0]?.step)
    // Another optimizer's settings are missing here.
    let other = try #require(throws: OptimizerStateError.self) {
      try optimizer.loadStateDict(SGD(parameters).stateDict())
    }
    #expect(other.problems.contains(.missing("groups.0.beta1")))
  }

  @Test func strangeTensorsAreNoState() throws {
    let error = try #require(throws: OptimizerStateError.self) {
      _ = try OptimizerState(tensors: [
        ("groups.1.lr", Tensor(1)), ("state.x.step", Tensor(1)), ("model.weight", Tensor(1)),
        ("groups.0.eps", Tensor.zeros([2])),
      ])
    }
    #expect(
      error.problems == [
        .unexpected("state.x.step"), .unexpected("model.weight"),
        .shape("groups.0.eps", given: [2], expected: []), .missing("groups.0"),
      ])
  }
}
