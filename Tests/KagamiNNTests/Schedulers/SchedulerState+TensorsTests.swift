import Kagami
import KagamiNN
import Testing

/// A schedule's state goes through tensors and comes back the same.
@Suite struct SchedulerStateTensorsTests {
  private func optimizer() -> SGD { SGD([Parameter(Tensor.ones([2]))], lr: 0.1) }

  @Test func statesComeBack() throws {
    let first = optimizer()
    let sequence = SequentialLR(
      first, schedulers: [LinearLR(first), ExponentialLR(first, gamma: 0.9)], milestones: [4])
    for _ in 0..<6 { sequence.step() }
    let plateau = ReduceLROnPlateau(optimizer(), patience: 1, cooldown: 2)
    let fresh = plateau.stateDict()
    for metric in [3.0, 2, 2.5, 2.5, 2.5] { plateau.step(metric) }
    for state in [
      sequence.stateDict(), StepLR(optimizer(), stepSize: 2).stateDict(), fresh,
      plateau.stateDict(),
    ] {
      #expect(try SchedulerState(tensors: state.tensors) == state)
      #expect(try SchedulerState(tensors: state.tensors.reversed()) == state)
    }
    #expect(sequence.stateDict().tensors.contains { $0.name == "members.1.last_epoch" })
  }

  @Test func whatDoesNotFitIsNamed() throws {
    let good = StepLR(optimizer(), stepSize: 2).stateDict().tensors
    func problems(_ tensors: StateDict) throws -> [String] {
      try #require(throws: SchedulerStateError.self) { try SchedulerState(tensors: tensors) }
        .problems
    }
    #expect(try problems(good.filter { $0.name != "last_lr" }) == ["missing last_lr"])
    #expect(try problems(good + [("x", Tensor(1))]) == ["unexpected x"])
    #expect(
      try problems(good.filter { $0.name != "last_epoch" } + [("last_epoch", Tensor([1.0]))])
        == ["last_epoch is float32 of [1]"])
    #expect(
      try problems(good + [("members.1.last_epoch", Tensor(1))]) == ["missing members.0"])
    #expect(try problems(good + [("members.0.x", Tensor(1))]).contains("unexpected members.0.x"))
  }
}
