import Foundation
import Kagami
import KagamiNN
import Testing

/// Schedulers start, stop and go on again; mistakes are named.
@Suite struct SchedulerTests {
  private func optimizer() -> Optimizer { SchedulerGoldenTests.optimizer("SGD") }

  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  static let makers: [String: @Sendable (Optimizer) -> LRScheduler] = [
    "StepLR": { StepLR($0, stepSize: 3) },
    "CosineAnnealingLR": { CosineAnnealingLR($0, tMax: 7) },
    "LinearLR": { LinearLR($0, totalIters: 8) },
    "OneCycleLR": { OneCycleLR($0, maxLR: 1, totalSteps: 20) },
    "SequentialLR": {
      SequentialLR(
        $0, schedulers: [LinearLR($0), ExponentialLR($0, gamma: 0.9)], milestones: [4])
    },
  ]

  @Test(arguments: makers.keys.sorted(), [2, 6])
  func schedulesGoOn(_ name: String, _ split: Int) throws {
    let make = try #require(Self.makers[name])
    let first = optimizer()
    let whole = make(first)
    for _ in 0..<split { whole.step() }
    let saved = (
      optimizer: first.stateDict(), data: try JSONEncoder().encode(whole.stateDict())
    )
    let second = optimizer()
    let resumed = make(second)
    try resumed.loadStateDict(JSONDecoder().decode(SchedulerState.self, from: saved.data))
    try second.loadStateDict(saved.optimizer)
    for _ in split..<10 {
      whole.step()
      resumed.step()
      #expect(resumed.lastLR == whole.lastLR)
      #expect(second.groups.map(\.settings) == first.groups.map(\.settings))
    }
    #expect(resumed.lastEpoch == 10)
  }

  @Test func plateausGoOn() throws {
    let metrics = [3.0, 2, 2.5, 2.5, 2.5, 2.5, 1, 1, 1, 1, 1, 1]
    let first = optimizer()
    let whole = ReduceLROnPlateau(first, patience: 1, cooldown: 1)
    for metric in metrics[..<3] { whole.step(metric) }
    let (second, state) = (optimizer(), whole.stateDict())
    let resumed = ReduceLROnPlateau(second, patience: 1, cooldown: 1)
    try resumed.loadStateDict(state)
    try second.loadStateDict(first.stateDict())
    for metric in metrics[3...] {
      whole.step(metric)
      resumed.step(metric)
      #expect(resumed.lastLR == whole.lastLR)
    }
    #expect(resumed.best == 1)
    // Before any metric there is nothing infinite to write.
    let data = try JSONEncoder().encode(ReduceLROnPlateau(optimizer()).stateDict())
    try resumed.loadStateDict(JSONDecoder().decode(SchedulerState.self, from: data))
    #expect(resumed.best == .infinity)
  }

  @Test func lastEpochGoesOn() {
    let driven = optimizer()
    let whole = ExponentialLR(driven, gamma: 0.5)
    whole.step()
    whole.step()
    #expect(driven.groups[0].lr == 0.1)
    let resumed = ExponentialLR(driven, gamma: 0.5, lastEpoch: 1)
    #expect(resumed.lastEpoch == 2)
    #expect(driven.groups[0].lr == 0.1)
    resumed.step()
    #expect(driven.groups[0].lr == 0.05)
  }

  /// A sequence inside a sequence starts when it is its turn.
  @Test func sequencesNest() {
    let driven = optimizer()
    func sequence() -> SequentialLR {
      SequentialLR(
        driven,
        schedulers: [LambdaLR(driven) { Double($0 + 1) }, LambdaLR(driven) { Double(10 * $0) }],
        milestones: [2])
    }
    let outer = SequentialLR(driven, schedulers: [sequence(), sequence()], milestones: [4])
    var factors: [Double] = []
    for _ in 0..<9 {
      factors.append((driven.groups[0].lr / 0.4).rounded())
      outer.step()
    }
    #expect(factors == [1, 2, 0, 10, 1, 2, 0, 10, 20])
  }

  /// The recurrence to 0 ends a rounding error below it for some lengths.
  @Test(arguments: 1...40)
  func roundingStopsAtZero(_ totalIters: Int) {
    let driven = optimizer()
    let scheduler = LinearLR(driven, startFactor: 0.1, endFactor: 0, totalIters: totalIters)
    for _ in 0..<totalIters { scheduler.step() }
    #expect(driven.groups.allSatisfy { $0.lr >= 0 && $0.lr < 1e-15 })
  }

  @Test func wrongStatesAreListed() throws {
    let scheduler = StepLR(optimizer(), stepSize: 2)
    let error = try #require(throws: SchedulerStateError.self) {
      try scheduler.loadStateDict(ExponentialLR(optimizer(), gamma: 0.5).stateDict())
    }
    #expect(error.description == "the state does not fit StepLR: the state is of ExponentialLR")
    var state = scheduler.stateDict()
    state.lastLR = []
    state.members = [state]
    #expect(throws: SchedulerStateError.self) { try scheduler.loadStateDict(state) }
    let make = try #require(Self.makers["SequentialLR"])
    let nested = make(optimizer())
    var inner = nested.stateDict()
    inner.members[1].baseLRs = [1]
    let deep = try #require(throws: SchedulerStateError.self) { try nested.loadStateDict(inner) }
    #expect(deep.problems == ["member 1: 1 base rates, expected 2"])
  }

  @Test func mistakesAreNamed() async {
    let late = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = StepLR(SchedulerGoldenTests.optimizer("SGD"), stepSize: 1, lastEpoch: 3) }
    #expect(message(late).contains("StepLR: group 0 has no initial rate to go on from"))
    let beyond = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let cycle = OneCycleLR(SchedulerGoldenTests.optimizer("SGD"), maxLR: 1, totalSteps: 5)
      for _ in 0..<6 { cycle.step() }
    }
    #expect(message(beyond).contains("OneCycleLR: step 6 is beyond a cycle of 5"))
    let momentum = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = OneCycleLR(SchedulerGoldenTests.optimizer("Adagrad"), maxLR: 1, totalSteps: 5) }
    #expect(message(momentum).contains("Adagrad has neither momentum nor betas to cycle"))
    let added = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let driven = SchedulerGoldenTests.optimizer("SGD")
      let scheduler = LambdaLR(driven) { _ in 1 }
      driven.addParameterGroup(ParameterGroup([Parameter(Tensor.zeros([1]))]))
      scheduler.step()
    }
    #expect(message(added).contains("LambdaLR: there are rates for 2 groups"))
    let parts = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let driven = SchedulerGoldenTests.optimizer("SGD")
      _ = SequentialLR(driven, schedulers: [LinearLR(driven)], milestones: [1])
    }
    #expect(message(parts).contains("SequentialLR: 1 milestones do not part 1 schedulers"))
  }
}
