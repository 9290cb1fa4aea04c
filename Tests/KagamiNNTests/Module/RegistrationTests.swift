import Kagami
import KagamiNN
import Testing

/// What is made at run time is found under the name that it was given.
@Suite struct RegistrationTests {
  final class Growing: Module {
    let first = Linear(1, 1)

    init(count: Int) {
      super.init()
      for index in 0..<count {
        register(parameter: Parameter(Tensor.ones([1])), name: "scale\(index)")
      }
      register(buffer: Tensor.zeros([2]), name: "mean")
      register(buffer: Tensor.zeros([2]), name: "passing", persistent: false)
      register(module: Linear(1, 1, bias: false), name: "last")
      register(parameter: nil, name: "bias")
    }
  }

  @Test func registeredMembersFollowDeclaredOnes() {
    let module = Growing(count: 2)
    #expect(
      module.stateDict().map(\.name) == [
        "scale0", "scale1", "mean", "first.weight", "first.bias", "last.weight",
      ])
    #expect(module.namedBuffers().map(\.name) == ["mean", "passing"])
    #expect(module.namedChildren().map(\.name) == ["first", "last"])
  }

  @Test func registeringAgainReplaces() {
    let module = Growing(count: 2)
    let parameter = Parameter(Tensor.zeros([3]))
    module.register(parameter: parameter, name: "scale0")
    module.register(parameter: Parameter(Tensor.zeros([1])), name: "bias")
    module.register(buffer: nil, name: "mean")
    #expect(module.namedParameters().prefix(3).map(\.name) == ["scale0", "scale1", "bias"])
    #expect(module.parameters().first === parameter)
    #expect(module.namedBuffers().map(\.name) == ["passing"])
  }

  @Test func aContainerTakesAModuleIn() {
    let model = Sequential(ReLU())
    model.register(module: Tanh(), name: "out")
    #expect(model.namedChildren().map(\.name) == ["0", "out"])
    #expect(model(Tensor([-3])).item() == 0)
    model.register(module: Sigmoid(), name: "0")
    #expect(model[0] is Sigmoid && model.count == 2)
    model.register(parameter: Parameter(Tensor.ones([1])), name: "temperature")
    #expect(model.stateDict().map(\.name) == ["temperature"])
  }

  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func badNamesAreMisuse() async {
    let dotted = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Growing(count: 1).register(parameter: nil, name: "a.b") }
    #expect(message(dotted).contains("parameter name can't contain \".\", got: a.b"))
    let empty = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Growing(count: 1).register(buffer: Tensor.ones([1]), name: "") }
    #expect(message(empty).contains("buffer name can't be empty string \"\""))
    let inDictionary = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ModuleDict([("a.b", ReLU())]) }
    #expect(message(inDictionary).contains("module name can't contain \".\", got: a.b"))
  }

  @Test func takenNamesAreMisuse() async {
    let property = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Growing(count: 1).register(module: ReLU(), name: "first") }
    #expect(message(property).contains("attribute 'first' already exists"))
    let otherKind = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Growing(count: 1).register(module: ReLU(), name: "scale0") }
    #expect(message(otherKind).contains("attribute 'scale0' already exists"))
    let builtIn = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Growing(count: 1).register(module: ReLU(), name: "training") }
    #expect(message(builtIn).contains("attribute 'training' already exists"))
    let ofLayer = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { BatchNorm1d(2).register(module: ReLU(), name: "running_mean") }
    #expect(message(ofLayer).contains("attribute 'running_mean' already exists"))
  }
}
