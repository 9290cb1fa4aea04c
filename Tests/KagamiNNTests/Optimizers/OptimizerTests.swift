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

  /// Gradients formed in the optimizer's step have the effect of gradients formed before, on either device.
  @Test(arguments: Device.all) func gradientsFormedByTheOptimizer(_ device: Device) {
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

  /// A parameter of several blocks moves as its parts do; moments begin where their block does.
  @Test(arguments: [DType.float32, .float64], [0, 1, 2])
  func largeParametersMoveLikeTheirParts(_ dtype: DType, _ kind: Int) {
    let (size, half) = (150_000, 75_000)
    func numbers(_ salt: Int) -> Tensor {
      Tensor((0..<size).map { Double(($0 &* 7919 &+ salt) % 2003) / 1001 - 1 }).to(dtype)
    }
    func moved(_ parameters: [Parameter], parts: [Range<Int>]) -> [Double] {
      let optimizer: Optimizer =
        switch kind {
        case 0: Adam(parameters, lr: 0.1)
        case 1: Adam(parameters, lr: 0.1, amsgrad: true)
        default: SGD(parameters, lr: 0.1, momentum: 0.9)
        }
      for step in 0..<3 {
        let gradient = numbers(step * 31)
        for (parameter, part) in zip(parameters, parts) { parameter.grad = gradient[part] }
        optimizer.step()
      }
      return parameters.flatMap { $0.value.array(of: Double.self) }
    }
    let start = numbers(5)
    let parts = [0..<10_000, 10_000..<half, half..<140_000, 140_000..<size].flatMap { range in
      stride(from: range.lowerBound, to: range.upperBound, by: 10_000).map {
        $0..<min($0 + 10_000, range.upperBound)
      }
    }
    let whole = moved([Parameter(start)], parts: [0..<size])
    // Compared first: a difference of so many numbers would take minutes to print.
    let isAlike = whole == moved(parts.map { Parameter(start[$0]) }, parts: parts)
    #expect(isAlike)
  }
}
