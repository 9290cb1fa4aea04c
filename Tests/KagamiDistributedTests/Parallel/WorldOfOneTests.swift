import Kagami
import KagamiDistributed
import KagamiNN
import Testing

/// A program that was started alone trains as though its model were not wrapped.
@Suite struct WorldOfOneTests {
  @Test func namesAreTheModelsOwn() throws {
    let net = Sequential(Linear(3, 4), BatchNorm1d(4), Linear(4, 2))
    let model = try DistributedDataParallel(net)
    #expect(model.stateDict().map(\.name) == net.stateDict().map(\.name))
    #expect(model.namedParameters().map(\.name) == net.namedParameters().map(\.name))
    #expect(model.submodule(named: "1") === net.children()[1])
    #expect(model.parameter(named: "2.bias") === net.parameter(named: "2.bias"))
    #expect(model.namedModules().map(\.name) == ["", "", "0", "1", "2"])
    try model.loadStateDict(net.stateDict())
    model.eval()
    #expect(!net.training)
  }

  @Test func printsAsPyTorchDoes() throws {
    let model = try DistributedDataParallel(Linear(2, 1))
    #expect(
      "\(model)" == """
        DistributedDataParallel(
          (module): Linear(in_features=2, out_features=1, bias=True)
        )
        """)
  }

  @Test func gradientsStayProducts() throws {
    // Nothing is hooked, so that nothing is formed early.
    let linear = Linear(256, 256)
    let model = try DistributedDataParallel(linear)
    model(Tensor.randn([4, 256])).sum().backward()
    #expect(linear.weight.accumulatedGradient?.hasProducts == true)
    model.noSync { model(Tensor.randn([4, 256])).sum().backward() }
    #expect(model.unusedParameters == [])
    try model.group.averageGradients(of: model.parameters())
    #expect(linear.weight.accumulatedGradient?.hasProducts == true)
  }
}
