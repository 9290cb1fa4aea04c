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
}
