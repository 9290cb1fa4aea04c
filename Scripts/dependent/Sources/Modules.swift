import Kagami
import KagamiNN

private final class Twins: Module {
  // The same name as the next one's once the underscore of a property wrapper is taken off.
  // swift-format-ignore: NoLeadingUnderscores
  let _scale = Parameter(Tensor.ones([1]))
  let scale = Parameter(Tensor.zeros([1]))
}

private final class Child: Module {
  weak var parent: Module?
  let layer = Linear(2, 2)
}

private final class Parent: Module {
  let child = Child()
  let pair = (Linear(1, 1), 7)

  override init() {
    super.init()
    child.parent = self
  }
}

func addModules(to checks: inout Checks) {
  checks.right("optimizers stay attached when a model becomes float64") {
    let model = Linear(40, 50)
    let optimizer = Adam(model.parameters(), lr: 0.01)
    for dtype in [DType.float32, .float64, .float32] {
      model.to(dtype)
      optimizer.zeroGrad()
      model(Tensor.ones([3, 40], dtype: dtype)).sum().backward()
      optimizer.step()
      if model.weight.dtype != dtype { return false }
    }
    return true
  }
  checks.stops("a parameter grows", saying: "Parameter") {
    let model = Linear(4, 4)
    model.weight.update { $0 = Tensor.zeros([8, 4]) }
  }
  checks.stops("a buffer becomes float64", saying: "Buffer") {
    let norm = BatchNorm1d(4)
    norm.buffers().first?.update { $0 = $0.to(.float64) }
  }
  checks.right("a failed summary leaves no traces") {
    let model = Sequential(SpectralNorm(Linear(3, 4)), Linear(5, 1))
    let before = model.stateDict().map { $0.tensor.array(of: Double.self) }
    var isThrown = false
    do { _ = try model.summary(inputShape: [2, 3]) } catch { isThrown = true }
    return isThrown && model.training && model.parameters().allSatisfy(\.requiresGrad)
      && model.stateDict().map { $0.tensor.array(of: Double.self) } == before
  }
  checks.stops("two members of one name", saying: "two members are named scale") {
    _ = Twins().stateDict()
  }
  checks.right("a weak parent and a tuple") {
    Parent().namedParameters().map(\.name) == [
      "child.layer.weight", "child.layer.bias", "pair.0.weight", "pair.0.bias",
    ]
  }
  checks.stops("a weight that would widen the losses", saying: "BCELoss") {
    _ = BCELoss(weight: Tensor.ones([4]))(Tensor.full([4, 1], 0.5), Tensor.ones([4, 1]))
  }
  checks.right("a backward hook without gradients") {
    let model = Linear(3, 2)
    model.to(.float64)
    model.registerFullBackwardHook { _, _, _ in [nil] }
    let x = Tensor.ones([2, 3], dtype: .float64, requiresGrad: true)
    model(x).sum().backward()
    return x.grad?.dtype == .float64 && x.grad?.array(of: Double.self) == [0, 0, 0, 0, 0, 0]
  }
  checks.right("a backward hook in passes that are recorded") {
    let model = Linear(64, 64)
    model.registerFullBackwardHook { _, inputs, _ in inputs }
    for _ in 0..<50 {
      let x = Tensor.ones([2, 64], requiresGrad: true)
      _ = grad(of: model(x).sum(), withRespectTo: [x], createGraph: true)
    }
    return true
  }
  checks.right("the average of a model, and its own bits in a state") {
    let model = Linear(2, 2)
    let average = AveragedModel(of: model, in: Linear(2, 2), by: .exponential(decay: 0.5))
    average.updateParameters(model)
    return average.module.weight.value.array(of: Float.self) == model.weight.value.array()
  }
}
