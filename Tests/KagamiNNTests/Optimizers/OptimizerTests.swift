import Kagami
import KagamiNN
import Testing

/// What optimizers do with gradients that are absent, zero or shared.
@Suite struct OptimizerTests {
  @Test func parametersWithoutGradientStay() {
    let (moved, left) = (Parameter(Tensor.ones([2])), Parameter(Tensor.ones([2])))
    let optimizer = Adam([moved, left], lr: 0.1)
    moved.grad = Tensor.ones([2])
    optimizer.step()
    #expect(left.value.array(of: Float.self) == [1, 1])
    #expect(moved.value.array(of: Float.self) != [1, 1])
  }

  @Test func zeroGradientsStillDecayMoments() {
    let parameter = Parameter(Tensor.ones([1]))
    let optimizer = Adam([parameter], lr: 0.1)
    parameter.grad = Tensor.ones([1])
    optimizer.step()
    let before = parameter.value.item()
    optimizer.zeroGrad(setToNone: false)
    #expect(parameter.grad?.item() == 0)
    optimizer.step()
    #expect(parameter.value.item() < before)
    optimizer.zeroGrad()
    #expect(parameter.grad == nil)
  }

  /// A copy of a parameter's value is a value: steps do not reach it.
  @Test func snapshotsDoNotMove() {
    let parameter = Parameter(Tensor.ones([3]))
    let snapshot = parameter.value.detach()
    let optimizer = SGD([parameter], lr: 0.5)
    parameter.grad = Tensor.ones([3])
    optimizer.step()
    #expect(snapshot.array(of: Float.self) == [1, 1, 1])
    #expect(parameter.value.array(of: Float.self) == [0.5, 0.5, 0.5])
  }

  /// A graph made before a step differentiates with the weights it was made with.
  @Test func graphsKeepTheirWeights() {
    let weight = Parameter(Tensor([2.0]))
    let x = Tensor([3.0], requiresGrad: true)
    let y = (x * weight.value).sum()
    weight.grad = Tensor([1.0])
    SGD([weight], lr: 1).step()
    y.backward()
    #expect(x.grad?.item() == 2)
    #expect(weight.value.item() == 1)
  }

  @Test func aStridedGradientIsTakenInOrder() {
    let parameter = Parameter(Tensor.zeros([2, 3]))
    parameter.grad = Tensor([[1, 2], [3, 4], [5, 6]] as [[Float]]).transpose()
    SGD([parameter], lr: 1).step()
    #expect(parameter.value.array(of: Float.self) == [-1, -3, -5, -2, -4, -6])
  }

  /// Gradients that an optimizer forms itself do what they would do formed before, on either device.
  @Test(arguments: Device.allCases) func gradientsFormedByTheOptimizer(_ device: Device) {
    func weights(reading: Bool, _ make: ([Parameter]) -> Optimizer) -> [Float] {
      withGenerator(RandomGenerator(seed: 3)) {
        let layer = Linear(200, 170).to(device)
        let optimizer = make(layer.parameters())
        for batch in [1, 5, 5] {
          for _ in 0..<2 {
            let y = layer(Tensor.uniform([batch, 200], -1, 1).to(device))
            (y * y).mean().backward()
          }
          if reading { #expect(layer.weight.grad?.shape == [170, 200]) }
          optimizer.step()
          optimizer.zeroGrad()
        }
        return layer.weight.value.array(of: Float.self)
      }
    }
    for make: ([Parameter]) -> Optimizer in [
      { Adam($0, lr: 1e-2) }, { SGD($0, lr: 1e-2, momentum: 0.9) },
    ] {
      let (formed, read) = (weights(reading: false, make), weights(reading: true, make))
      for (a, b) in zip(formed, read) { #expect(abs(a - b) <= 1e-6) }
      if device == .cpu { #expect(formed == read) }
    }
  }
}
