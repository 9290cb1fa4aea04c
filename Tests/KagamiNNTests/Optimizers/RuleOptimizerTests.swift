import Kagami
import KagamiNN
import Testing

/// An optimizer that a user writes as a rule goes the way of the built-in ones.
@Suite struct RuleOptimizerTests {
  /// Momentum as in PyTorch's SGD, written anew.
  private struct Momentum: UpdateRule {
    let lr, factor: Double

    func update(_ block: UpdateBlock<Float>) { advance(block, Float(lr), Float(factor)) }
    func update(_ block: UpdateBlock<Double>) { advance(block, lr, factor) }

    private func advance<T: BinaryFloatingPoint>(_ block: UpdateBlock<T>, _ lr: T, _ factor: T) {
      let (w, velocity) = (block.weight, block.state[0])
      block.withGradient { g in
        for i in 0..<block.count {
          velocity[i] = factor * velocity[i] + g[i]
          w[i] -= lr * velocity[i]
        }
      }
    }
  }

  private final class Own: RuleOptimizer {
    override func stateTensors(of group: ParameterGroup) -> [StateTensor] {
      [StateTensor("momentum_buffer")]
    }

    override func rule(for step: StepInfo) -> any UpdateRule {
      Momentum(lr: step.group.lr, factor: 0.9)
    }
  }

  /// The weights of a layer after some steps.
  private func weights(
    batch: Int, device: Device = .cpu, dtype: DType = .float32, steps: Int = 4,
    _ make: ([Parameter]) -> Optimizer
  ) -> Tensor {
    withGenerator(RandomGenerator(seed: 5)) {
      let layer = Linear(64, 300)
      layer.to(dtype)
      layer.to(device)
      let optimizer = make(layer.parameters())
      for _ in 0..<steps {
        optimizer.zeroGrad()
        let y = layer(Tensor.randn([batch, 64]).to(dtype).to(device))
        (y * y).mean().backward()
        optimizer.step()
      }
      return layer.weight.value.detach().to(.cpu).to(.float64)
    }
  }

  /// Products of one sample are formed within the update, those of more samples before it or within.
  @Test(arguments: [1, 3, 40], [DType.float32, .float64])
  func isTheBuiltInRule(_ batch: Int, _ dtype: DType) {
    for device in [Device.cpu, .reference] where device == .cpu || batch == 3 {
      let own = weights(batch: batch, device: device, dtype: dtype) {
        Own([ParameterGroup($0)], defaults: [.lr: 0.1])
      }
      let known = weights(batch: batch, device: device, dtype: dtype) {
        SGD($0, lr: 0.1, momentum: 0.9)
      }
      #expect(own.allClose(known, rtol: 1e-5, atol: 1e-6))
    }
  }

  @Test func threadsDoNotShow() {
    let results = [1, 3].map { count in
      let before = numThreads
      setNumThreads(count)
      defer { setNumThreads(before) }
      return weights(batch: 1) { Own([ParameterGroup($0)], defaults: [.lr: 0.1]) }
        .array(of: Double.self)
    }
    #expect(results[0] == results[1])
  }

  @Test func stateGoesOn() throws {
    let parameter = Parameter(Tensor.ones([3]))
    let first = Own([ParameterGroup([parameter])], defaults: [.lr: 0.1])
    #expect(first.state(at: 0) == nil)
    parameter.grad = Tensor([1, 2, 3] as [Float])
    first.step()
    let state = first.stateDict()
    #expect(state.states[0]?.step == 1)
    #expect(state.states[0]?.tensors["momentum_buffer"]?.array() == [1, 2, 3])
    let (value, second) = (
      parameter.value.detach(), Own([ParameterGroup([parameter])], defaults: [.lr: 0.1])
    )
    try second.loadStateDict(OptimizerState(tensors: state.tensors))
    first.step()
    let expected = parameter.value.array(of: Float.self)
    parameter.assign(value)
    second.step()
    #expect(parameter.value.array(of: Float.self) == expected)
  }

  /// A gradient whose factors are larger than itself, given directly, is formed first.
  @Test func productsOfAnySizeMayBeGiven() {
    let (lhs, rhs) = (Tensor.ones([500, 20]), Tensor.ones([500, 30]))
    var updates = [
      ParameterUpdate(
        value: Tensor.zeros([20, 30]), gradient: .product(lhs, rhs), rule: SGDRule(lr: 1)),
      ParameterUpdate(
        value: Tensor.zeros([2], dtype: .float64),
        gradient: .dense(Tensor.ones([2], dtype: .float64)),
        rule: SGDRule(lr: 1)),
    ]
    ParameterUpdate.apply(&updates)
    #expect(updates[0].value.amax().item() == -500)
    #expect(updates[0].value.amin().item() == -500)
    #expect(updates[1].value.array(of: Double.self) == [-1, -1])
  }
}
