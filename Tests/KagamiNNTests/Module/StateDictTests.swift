import Kagami
import KagamiNN
import Testing

/// A state is a snapshot; loading one writes all of it or nothing.
@Suite struct StateDictTests {
  @Test func aStateComesBack() throws {
    let (a, b) = (Sequential(Linear(3, 2), ReLU()), Sequential(Linear(3, 2), ReLU()))
    let state = a.stateDict()
    try b.loadStateDict(state)
    let x = Tensor.randn([4, 3])
    #expect(a(x).allClose(b(x), rtol: 0, atol: 0))
    // A snapshot does not move with the module.
    a.parameters()[0].update { $0 += 1 }
    try b.loadStateDict(state)
    #expect(!a(x).allClose(b(x)))
  }

  @Test func optimizersStayAttached() throws {
    let layer = Linear(1, 1, bias: false)
    let optimizer = SGD(layer.parameters(), lr: 1)
    try layer.loadStateDict([("weight", Tensor([[5]] as [[Float]]))])
    layer(Tensor.ones([1, 1])).sum().backward()
    optimizer.step()
    #expect(layer.weight.value.item() == 4)
  }

  @Test func allProblemsAreListedTogether() throws {
    let model = Sequential(Linear(3, 2), Linear(2, 1))
    let before = model.parameters()[0].value.array(of: Float.self)
    let state: StateDict = [
      ("0.weight", Tensor.zeros([2, 3])), ("0.bias", Tensor.zeros([3])),
      ("extra", Tensor.zeros([1])), ("1.weight", Tensor.zeros([1, 2])),
    ]
    let error = try #require(throws: StateDictError.self) { try model.loadStateDict(state) }
    #expect(error.missing == ["1.bias"])
    #expect(error.unexpected == ["extra"])
    #expect(error.mismatched == [.init(name: "0.bias", given: [3], expected: [2])])
    #expect(
      error.description
        == "the state does not fit Sequential: missing 1.bias; unexpected extra; "
        + "0.bias is [3], expected [2]")
    #expect(model.parameters()[0].value.array(of: Float.self) == before)
    // Without strictness names are forgiven, shapes are not.
    #expect(throws: StateDictError.self) { try model.loadStateDict(state, strict: false) }
    try model.loadStateDict([("0.bias", Tensor.ones([2]))], strict: false)
    #expect(model.parameters()[1].value.array(of: Float.self) == [1, 1])
  }

  /// What PyTorch gives for the same declarations.
  final class Mixed: Module {
    let sub = BatchNorm1d(2)
    let w = Parameter(Tensor.ones([1]))
    let b = Buffer(Tensor.ones([1]))
    let passing = Buffer(Tensor.ones([1]), persistent: false)
    let v = Parameter(Tensor.ones([1]))
    let none: Parameter? = nil
    let shared: BatchNorm1d

    override init() { shared = sub }
  }

  @Test func parametersComeBeforeBuffersBeforeChildren() {
    let module = Mixed()
    let norm = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]
    #expect(
      module.stateDict().map(\.name)
        == ["w", "v", "b"] + norm.map { "sub.\($0)" } + norm.map { "shared.\($0)" })
    #expect(module.namedParameters().map(\.name) == ["w", "v", "sub.weight", "sub.bias"])
    #expect(
      module.namedBuffers().map(\.name) == [
        "b", "passing", "sub.running_mean", "sub.running_var", "sub.num_batches_tracked",
      ])
    #expect(module.namedParameters(recurse: false).map(\.name) == ["w", "v"])
    #expect(module.buffers(recurse: false).count == 2)
  }

  @Test func buffersAreWrittenInPlace() throws {
    let norm = BatchNorm1d(2)
    let mean = norm.runningMean
    var state = norm.stateDict()
    state[2].tensor = Tensor([3, 4] as [Double])
    state[4].tensor = Tensor(7)
    #expect(try norm.loadStateDict(state).description == "<All keys matched successfully>")
    #expect(mean === norm.runningMean && mean?.dtype == .float32)
    #expect(mean?.value.array(of: Float.self) == [3, 4])
    #expect(norm.numBatchesTracked?.value.item(as: Int.self) == 7)
    #expect(norm.numBatchesTracked?.dtype == .int64)
  }

  /// States of old have no count of batches, which is then as before.
  @Test func aMissingCountOfBatchesIsForgiven() throws {
    let norm = BatchNorm1d(2)
    _ = norm(Tensor.randn([3, 2]))
    let state = norm.stateDict().filter { $0.name != "num_batches_tracked" }
    #expect(try norm.loadStateDict(state) == IncompatibleKeys())
    #expect(norm.numBatchesTracked?.value.item() == 1)
    #expect(throws: StateDictError.self) { try norm.loadStateDict(Array(state.dropFirst())) }
  }

  @Test func whatDidNotFitIsReturned() throws {
    let model = Sequential(Linear(3, 2), Linear(2, 1))
    let bias = model.parameters()[1].value.array(of: Float.self)
    let state: StateDict = [
      ("0.weight", Tensor.zeros([2, 3])), ("0.bias", Tensor.zeros([3])),
      ("extra", Tensor.zeros([1])), ("1.weight", Tensor.zeros([1, 2])),
    ]
    let keys = try model.loadStateDict(state, strict: false, shapeMismatch: .skip)
    #expect(keys == .init(missing: ["1.bias"], unexpected: ["extra"], skipped: ["0.bias"]))
    #expect(keys.description == "missing 1.bias; unexpected extra; skipped 0.bias")
    #expect(model.parameters()[0].value.array(of: Float.self) == [0, 0, 0, 0, 0, 0])
    #expect(model.parameters()[1].value.array(of: Float.self) == bias)
    // To skip shapes does not forgive names.
    let error = try #require(throws: StateDictError.self) {
      try model.loadStateDict(state, shapeMismatch: .skip)
    }
    #expect(error.mismatched.isEmpty && error.missing == ["1.bias"])
  }

  @Test func sharedParametersAreStoredUnderEachName() throws {
    let layer = Linear(1, 1, bias: false)
    let model = Sequential(layer, layer)
    #expect(model.stateDict().map(\.name) == ["0.weight", "1.weight"])
    // The last one counts, as in PyTorch.
    try model.loadStateDict([
      ("0.weight", Tensor.zeros([1, 1])), ("1.weight", Tensor.ones([1, 1])),
    ])
    #expect(layer.weight.value.item() == 1)
  }
}
