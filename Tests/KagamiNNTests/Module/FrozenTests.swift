import Kagami
import KagamiNN
import Testing

/// A frozen module passes gradients on and accumulates none; afterwards it is as it was.
@Suite struct FrozenTests {
  private struct Stop: Error {}

  @Test func gradientsPassThroughAFrozenModule() {
    let layer = Linear(2, 1)
    let x = Tensor([[1, 1]] as [[Float]], requiresGrad: true)
    let result = layer.frozen {
      layer(x).sum().backward()
      return layer.parameters().contains(where: \.requiresGrad)
    }
    #expect(!result)
    #expect(x.grad?.array(of: Float.self) == layer.weight.value.array(of: Float.self))
    #expect(layer.weight.grad == nil)
    layer(x).sum().backward()
    #expect(layer.weight.grad?.array(of: Float.self) == [1, 1])
  }

  @Test func eachParameterIsAsItWas() {
    let layer = Linear(2, 1)
    layer.bias?.requiresGrad = false
    #expect(throws: Stop.self) { try layer.frozen { throw Stop() } }
    #expect(layer.weight.requiresGrad)
    #expect(layer.bias?.requiresGrad == false)
    layer.frozen { layer.frozen {} }
    #expect(layer.weight.requiresGrad)
  }

  /// PyTorch keeps `.grad` when a parameter is turned off.
  @Test func accumulatedGradientsStay() {
    let layer = Linear(1, 1, bias: false)
    layer(Tensor.ones([1, 1])).sum().backward()
    layer.frozen { #expect(layer.weight.grad?.item() == 1) }
    #expect(layer.weight.grad?.item() == 1)
    layer.frozen { layer.zeroGrad() }
    #expect(layer.weight.grad == nil)
  }

  /// A pass over a graph made before accumulates in no parameter that is off, but leads there again
  /// afterwards.
  @Test func olderGraphsLeadHereAgain() {
    let layer = Linear(1, 1, bias: false)
    let loss = layer(Tensor.ones([1, 1])).sum()
    layer.frozen { loss.backward(retainGraph: true) }
    #expect(layer.weight.grad == nil)
    loss.backward(retainGraph: true)
    #expect(layer.weight.grad?.item() == 1)
    layer.frozen { loss.backward(retainGraph: true) }
    #expect(layer.weight.grad?.item() == 1)
  }

  @Test func optimizersWorkOnWhatIsLeft() {
    let model = Sequential(Linear(1, 1, bias: false), Linear(1, 1, bias: false))
    let optimizer = SGD(model.parameters(), lr: 1)
    let before = model.parameters().map { $0.value.item() }
    model[0].frozen { model(Tensor.ones([1, 1])).sum().backward() }
    optimizer.step()
    #expect(model.parameters()[0].value.item() == before[0])
    #expect(model.parameters()[1].value.item() != before[1])
  }

  @Test func movingAFrozenParameterKeepsItsGradient() {
    let layer = Linear(1, 1, bias: false)
    layer(Tensor.ones([1, 1])).sum().backward()
    layer.setRequiresGrad(false).to(.float64)
    #expect(!layer.weight.requiresGrad)
    #expect(layer.weight.grad?.dtype == .float64)
    layer.setRequiresGrad()
    #expect(layer.weight.grad?.item() == 1)
  }

  /// Operations inside `update` do not cut a parameter off.
  @Test func updatingByASliceKeepsTheParameter() {
    let parameter = Parameter(Tensor.zeros([2]))
    let loss = (parameter.value * 3).sum()
    parameter.update { $0[1] = Tensor.ones([]) }
    #expect(parameter.requiresGrad)
    #expect(parameter.value.array(of: Float.self) == [0, 1])
    loss.backward()
    #expect(parameter.grad?.array(of: Float.self) == [3, 3])
  }
}
