import Kagami
import KagamiNN
import Testing

/// Layers of one's own are fused with activations of one's own, under the same conditions as Linear.
@Suite struct EpilogueFusingTests {
  /// Which of its methods ran.
  private final class Doubled: Module, EpilogueFusing {
    let weight = Parameter(Tensor.uniform([4, 3], -1, 1, generator: RandomGenerator(seed: 1)))
    var apart = 0
    var fused: [Epilogue?] = []

    override func forward(_ x: Tensor) -> Tensor {
      apart += 1
      return x.linear(weight.value * 2)
    }

    func forward(_ x: Tensor, then epilogue: Epilogue) -> Tensor {
      fused.append(epilogue)
      return x.linear(weight.value * 2, then: epilogue)
    }
  }

  /// Leaky in training only.
  private final class TrainingLeak: Module, FusableActivation {
    var slope = 0.25
    var apart = 0

    var epilogue: Epilogue? { training ? .leakyReLU(negativeSlope: slope) : .relu }

    override func forward(_ x: Tensor) -> Tensor {
      apart += 1
      return training ? x.leakyReLU(negativeSlope: slope) : x.relu()
    }
  }

  private let layer = Doubled()
  private let activation = TrainingLeak()
  private let x = Tensor.uniform([5, 3], -1, 1, generator: RandomGenerator(seed: 2))
  private var model: Sequential { Sequential(layer, activation) }

  private func bits(_ tensor: Tensor) -> [Float] { tensor.array(of: Float.self) }

  /// What the layers give one after the other.
  private func expected() -> Tensor { activation.forward(layer.forward(x)) }

  private func counts() -> [Int] { [layer.fused.count, layer.apart, activation.apart] }

  @Test func ownLayersAreFused() {
    let y = model(x)
    #expect(counts() == [1, 0, 0])
    #expect(layer.fused == [.leakyReLU(negativeSlope: 0.25)])
    #expect(bits(y) == bits(expected()))
  }

  /// An own layer before one of the library, and the other way round.
  @Test func ownAndOtherLayersAreFused() {
    #expect(bits(Sequential(layer, Tanh())(x)) == bits(layer.forward(x).tanh()))
    #expect(layer.fused == [.tanh])
    let linear = Linear(3, 4)
    #expect(
      bits(Sequential(linear, activation)(x)) == bits(linear(x).leakyReLU(negativeSlope: 0.25)))
    #expect(activation.apart == 0)
  }

  /// The function is read at each call.
  @Test func modesAreFollowed() {
    let model = model
    model.eval()
    #expect(bits(model(x)) == bits(layer.forward(x).relu()))
    model.train()
    #expect(bits(model(x)) == bits(layer.forward(x).leakyReLU(negativeSlope: 0.25)))
    #expect(layer.fused == [.relu, .leakyReLU(negativeSlope: 0.25)])
    // No epilogue: the derivative does not follow from the value.
    activation.slope = -0.5
    #expect(bits(model(x)) == bits(layer.forward(x).leakyReLU(negativeSlope: -0.5)))
    #expect(layer.fused.count == 2 && activation.apart == 1)
  }

  @Test func gradientsAreThoseOfTheLayers() throws {
    (model(x) * model(x)).sum().backward()
    let fused = try #require(layer.weight.grad)
    layer.weight.grad = nil
    (expected() * expected()).sum().backward()
    #expect(fused.allClose(try #require(layer.weight.grad), rtol: 1e-5, atol: 1e-6))
  }

  /// A hook on either layer, a capture and a summary observe both layers.
  @Test func observedLayersRunApart() throws {
    let model = model
    for module in [layer, activation] as [Module] {
      module.registerForwardHook { _, _, _ in }.scope { _ = model(x) }
    }
    #expect(counts() == [0, 2, 2])
    #expect(model.captureActivations { model(x) }.activations.map(\.name) == ["0", "1"])
    #expect(counts() == [0, 3, 3])
    #expect(try model.summary(inputShape: [5, 3]).rows.count == 3)
    #expect(counts() == [0, 4, 4])
    _ = model(x)
    #expect(counts() == [1, 4, 4])
  }

  /// Neither the last layer of a prefix nor one before another kind of layer is fused.
  @Test func onlyNeighboursAreFused() {
    _ = model.prefix(1, x)
    _ = Sequential(layer, Identity(), activation)(x)
    _ = Sequential(layer, GELU())(x)
    #expect(counts() == [0, 3, 1])
  }

  @Test func epiloguesApplyTheirFunction() {
    #expect(bits(Epilogue.relu(x)) == bits(x.relu()))
    #expect(bits(Epilogue.tanh(x)) == bits(x.tanh()))
    #expect(bits(Epilogue.sigmoid(x)) == bits(x.sigmoid()))
    #expect(
      Epilogue.leakyReLU(negativeSlope: 0.5).map { bits($0(x)) }
        == bits(x.leakyReLU(negativeSlope: 0.5)))
    #expect(Epilogue.leakyReLU(negativeSlope: -0.1) == nil)
    #expect(Epilogue.leakyReLU(negativeSlope: .nan) == nil)
    #expect("\(Epilogue.relu)" == "relu")
  }
}
