import Kagami
import KagamiNN
import Testing

/// Optimizers stay attached to parameters that are moved, converted or replaced, and refuse what does
/// not fit them.
@Suite struct StateFollowingTests {
  static let kinds: [String: @Sendable ([Parameter]) -> Optimizer] = [
    "SGD": { SGD($0, lr: 0.1, momentum: 0.9) },
    "Adam": { Adam($0, lr: 0.01, amsgrad: true) },
    "AdamW": { AdamW($0, lr: 0.01) },
    "RMSprop": { RMSprop($0, momentum: 0.5, centered: true) },
    "Adagrad": { Adagrad($0, lrDecay: 0.1) },
  ]

  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  private func advance(_ optimizer: Optimizer, _ steps: Range<Int>) {
    for step in steps {
      for parameter in optimizer.parameters {
        let values = (0..<parameter.count).map { Double(($0 + 3 * step) % 7) / 3 - 0.9 }
        parameter.grad = Tensor(
          values, shape: parameter.shape, dtype: parameter.dtype, device: parameter.device)
      }
      optimizer.step()
    }
  }

  /// A fresh optimizer that has loaded the state, which PyTorch's users do after converting a model.
  private func reloaded(_ kind: String, _ optimizer: Optimizer, _ dtype: DType) throws -> Optimizer
  {
    let make = try #require(Self.kinds[kind])
    let twin = make(optimizer.parameters.map { Parameter($0.value.to(dtype)) })
    try twin.loadStateDict(optimizer.stateDict())
    return twin
  }

  /// Larger than a block of the kernels, so that memory of half the size would be left behind.
  private func largeParameter() -> Parameter {
    Parameter(Tensor((0..<3000).map { Double($0 % 13) / 10 }, shape: [30, 100], dtype: .float32))
  }

  @Test(arguments: kinds.keys.sorted())
  func momentsFollowTheParameterToDoubleAndBack(_ kind: String) throws {
    let parameter = largeParameter()
    let make = try #require(Self.kinds[kind])
    let optimizer = make([parameter])
    advance(optimizer, 0..<3)
    let twin = try reloaded(kind, optimizer, .float64)
    parameter.assign(parameter.value.to(.float64))
    advance(optimizer, 3..<6)
    advance(twin, 3..<6)
    #expect(parameter.dtype == .float64)
    for tensor in try #require(optimizer.state(at: 0)).tensors.values {
      #expect(tensor.dtype == .float64)
    }
    #expect(
      parameter.value.array(of: Double.self) == twin.parameters[0].value.array(of: Double.self))
    let back = try reloaded(kind, optimizer, .float32)
    parameter.assign(parameter.value.to(.float32))
    advance(optimizer, 6..<8)
    advance(back, 6..<8)
    #expect(parameter.value.array(of: Float.self) == back.parameters[0].value.array(of: Float.self))
  }

  @Test(arguments: kinds.keys.sorted())
  func momentsFollowTheParameterToAnotherDevice(_ kind: String) throws {
    let parameter = Parameter(Tensor([0.5, -1, 2], dtype: .float64))
    let other = Parameter(Tensor([0.5, -1, 2], dtype: .float64))
    let make = try #require(Self.kinds[kind])
    let (optimizer, unmoved) = (make([parameter]), make([other]))
    advance(optimizer, 0..<2)
    advance(unmoved, 0..<2)
    parameter.assign(parameter.value.to(.reference))
    advance(optimizer, 2..<4)
    advance(unmoved, 2..<4)
    for (a, b) in zip(
      parameter.value.array(of: Double.self), other.value.array(of: Double.self))
    { #expect(abs(a - b) < 1e-12) }
  }

  @Test func convertedModelsTrainOn() {
    // Drawn anew each time, weights may begin so near the goal that Adam's first steps lead past it.
    let model = withGenerator(RandomGenerator(seed: 1)) {
      Sequential(Linear(40, 30), ReLU(), Linear(30, 1))
    }
    let optimizer = Adam(model.parameters(), lr: 1e-2)
    func step(_ dtype: DType) -> Double {
      let loss = optimizer.step {
        optimizer.zeroGrad()
        let loss = model(Tensor.ones([8, 40], dtype: dtype)).abs().mean()
        loss.backward()
        return loss
      }
      return loss.item()
    }
    let first = step(.float32)
    _ = step(.float32)
    model.to(.float64)
    for _ in 0..<10 { _ = step(.float64) }
    #expect(step(.float64) < first)
  }

  @Test func integersAreNotConverted() {
    final class Counting: Module {
      let index = Parameter(Tensor([1, 2] as [Int]), requiresGrad: false)
    }
    let module = Counting()
    module.to(.float64)
    #expect(module.index.dtype == .int64)
  }

  @Test func statesThatDoNotFitAreRefused() async {
    let shape = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let optimizer = Adam([Parameter(Tensor.ones([4]))])
      let small = Tensor.zeros([2])
      optimizer.setState(
        ParameterState(step: 1, tensors: ["exp_avg": small, "exp_avg_sq": small]), at: 0)
    }
    #expect(message(shape).contains("Adam.setState: state.0.exp_avg is [2], expected [4]"))
    let missing = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      RMSprop([Parameter(Tensor.ones([4]))]).setState(ParameterState(step: 1, tensors: [:]), at: 0)
    }
    #expect(message(missing).contains("RMSprop.setState: missing state.0.square_avg"))
    let place = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Adagrad([Parameter(Tensor.ones([4]))]).state(at: -1) }
    #expect(message(place).contains("Adagrad.state: there is no parameter -1 among 1"))
    let endless = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let zeros = Tensor.zeros([4])
      Adam([Parameter(Tensor.ones([4]))]).setState(
        ParameterState(step: .max, tensors: ["exp_avg": zeros, "exp_avg_sq": zeros]), at: 0)
    }
    #expect(message(endless).contains("Adam.setState: parameter 0 cannot have done"))
  }

  @Test func statesInAnyLayoutAreTakenOver() {
    let parameter = Parameter(Tensor.zeros([2, 3]))
    let optimizer = SGD([parameter], lr: 1, momentum: 1)
    let velocity = Tensor([1.0, 2, 3, 4, 5, 6], shape: [3, 2]).transpose()
    optimizer.setState(
      ParameterState(step: 0, tensors: ["momentum_buffer": velocity.to(.float64)]), at: 0)
    parameter.grad = Tensor.zeros([2, 3])
    optimizer.step()
    #expect(parameter.value.array(of: Float.self) == [-1, -3, -5, -2, -4, -6])
  }
}
