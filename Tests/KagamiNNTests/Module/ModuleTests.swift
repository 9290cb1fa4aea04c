import Kagami
import KagamiNN
import Testing

/// Children and parameters are found where they stand, under PyTorch's names.
@Suite struct ModuleTests {
  class Base: Module {
    let first = Linear(2, 2)
  }

  final class Nested: Base {
    let scale = Parameter(Tensor.ones([1]))
    let blocks: [Module] = [Linear(2, 3, bias: false), ReLU()]
    let maybe: Linear? = Linear(3, 1)
    let absent: Linear? = nil
    let named = ["b": Linear(1, 1), "a": Linear(1, 1)]
    let numbers = [1, 2, 3]
    lazy var late = Tanh()

    override func forward(_ x: Tensor) -> Tensor { x * scale.value }
  }

  /// But for a module's own parameters, which come before those of its children.
  @Test func namesFollowDeclaration() {
    #expect(
      Nested().namedParameters().map(\.name) == [
        "scale", "first.weight", "first.bias", "blocks.0.weight", "maybe.weight", "maybe.bias",
        "named.a.weight", "named.a.bias", "named.b.weight", "named.b.bias",
      ])
    #expect(
      Nested().namedModules().map(\.name) == [
        "", "first", "blocks.0", "blocks.1", "maybe", "named.a", "named.b",
      ])
  }

  /// A lazy property is a child from when it is made.
  @Test func lazyPropertiesAppearWhenMade() {
    let module = Nested()
    #expect(module.namedChildren().last?.name == "named.b")
    _ = module.late
    #expect(module.namedChildren().last?.name == "late")
  }

  final class Deep: Module {
    let grid: [[Linear]] = [[Linear(1, 1)], [Linear(1, 1), Linear(1, 1)]]
    let scales: [Parameter] = [Parameter(Tensor.ones([1])), Parameter(Tensor.ones([1]))]
    let own = Parameter(Tensor.ones([2]))
    let maybes: [Linear?] = [nil, Linear(1, 1, bias: false)]
    let byName: [String: [Linear]]? = ["a": [Linear(1, 1, bias: false)]]
    let none: [Linear] = []
    let mean: Buffer? = Buffer(Tensor.zeros([1]))
    let means = [Buffer(Tensor.zeros([1]))]
  }

  /// Parameters and buffers in lists are to PyTorch those of a child.
  @Test func containersOfContainersAreSearched() {
    #expect(
      Deep().stateDict().map(\.name) == [
        "own", "mean", "grid.0.0.weight", "grid.0.0.bias", "grid.1.0.weight", "grid.1.0.bias",
        "grid.1.1.weight", "grid.1.1.bias", "scales.0", "scales.1", "maybes.1.weight",
        "byName.a.0.weight", "means.0",
      ])
  }

  @Test func membersAreFoundByDottedNames() {
    let model = Sequential(Linear(2, 2), Sequential(BatchNorm1d(2)))
    #expect(model.submodule(named: "1.0") is BatchNorm1d)
    #expect(model.submodule(named: "") === model)
    #expect(model.submodule(named: "2") == nil && model.submodule(named: "1.0.0") == nil)
    #expect(model.parameter(named: "0.weight") === (model[0] as? Linear)?.weight)
    #expect(model.parameter(named: "1.0.running_mean") == nil)
    #expect(model.buffer(named: "1.0.running_mean") === model.buffers()[0])
    #expect(model.buffer(named: "0.weight") == nil)
    #expect(Nested().submodule(named: "named.a") is Linear)
  }

  final class Shared: Module {
    let one: Linear
    let two: Linear

    override init() {
      one = Linear(2, 2)
      two = one
    }
  }

  @Test func sharedModulesCountOnceButAreStoredTwice() {
    let module = Shared()
    #expect(module.namedParameters().map(\.name) == ["one.weight", "one.bias"])
    #expect(
      module.stateDict().map(\.name) == ["one.weight", "one.bias", "two.weight", "two.bias"])
    #expect(module.modules().count == 2)
    #expect(module.children().count == 1)
    // Both are printed.
    #expect("\(module)".split(separator: "\n").count == 4)
  }

  @Test func modesReachEveryModule() {
    let module = Nested()
    #expect(module.eval() === module)
    #expect(module.modules().allSatisfy { !$0.training })
    module.train()
    #expect(module.modules().allSatisfy { $0.training })
  }

  @Test func applyVisitsChildrenFirst() {
    var seen: [String] = []
    Sequential(Linear(1, 1), Sequential(ReLU())).apply { seen.append("\(type(of: $0))") }
    #expect(seen == ["Linear", "ReLU", "Sequential", "Sequential"])
  }

  /// Optimizers and gradients move along.
  @Test func movingKeepsOptimizersAttached() {
    let layer = Linear(2, 1)
    let optimizer = SGD(layer.parameters(), lr: 1)
    layer(Tensor.ones([1, 2])).sum().backward()
    layer.to(.float64).to(.reference)
    #expect(layer.weight.dtype == .float64)
    #expect(layer.weight.device == .reference)
    #expect(layer.weight.grad?.dtype == .float64)
    #expect(layer.weight.grad?.device == .reference)
    let before = layer.weight.value.array(of: Double.self)
    optimizer.step()
    #expect(layer.weight.value.array(of: Double.self) == before.map { $0 - 1 })
    let output = layer(Tensor.ones([1, 2], dtype: .float64, device: .reference))
    #expect(output.device == .reference)
  }

  @Test func frozenModulesCostNothing() {
    let layer = Linear(2, 2).setRequiresGrad(false)
    #expect(!layer(Tensor.ones([1, 2])).requiresGrad)
    layer.setRequiresGrad()
    #expect(layer(Tensor.ones([1, 2])).requiresGrad)
  }

  @Test func descriptionIsPyTorchs() {
    let model = Sequential(Linear(2, 1, bias: false), LeakyReLU(0.2, inplace: true), Tanh())
    #expect(
      "\(model)" == """
        Sequential(
          (0): Linear(in_features=2, out_features=1, bias=False)
          (1): LeakyReLU(negative_slope=0.2, inplace=True)
          (2): Tanh()
        )
        """)
  }
}
