import Kagami
import KagamiNN
import Testing

/// A Sequential is made in several ways, changed, and run in order.
@Suite struct SequentialTests {
  private func kinds(_ model: some Sequence<Module>) -> [String] {
    model.map { "\(type(of: $0))" }
  }

  private func built(_ isWide: Bool, rounds: Int, extra: Module? = nil) -> Sequential {
    Sequential {
      Linear(2, 4)
      if isWide { BatchNorm1d(4) }
      if rounds > 1 { ReLU() } else { Tanh() }
      for _ in 0..<rounds {
        Linear(4, 4)
        Sigmoid()
      }
      extra
      [Dropout(), Flatten()]
    }
  }

  @Test func buildersKeepWhatIsTrue() {
    #expect(
      kinds(built(true, rounds: 2)) == [
        "Linear", "BatchNorm1d", "ReLU", "Linear", "Sigmoid", "Linear", "Sigmoid", "Dropout",
        "Flatten",
      ])
    #expect(
      kinds(built(false, rounds: 0, extra: GELU())) == [
        "Linear", "Tanh", "GELU", "Dropout", "Flatten",
      ])
    #expect(built(true, rounds: 0).namedChildren().map(\.name) == ["0", "1", "2", "3", "4"])
  }

  @Test func namesAreKeys() {
    let model = Sequential([("fc", Linear(2, 1)), ("out", Sigmoid())])
    #expect(model.stateDict().map(\.name) == ["fc.weight", "fc.bias"])
    model.append(Tanh())
    #expect(model.namedChildren().map(\.name) == ["fc", "out", "2"])
    #expect(model[0...1].namedChildren().map(\.name) == ["fc", "out"])
    model.remove(at: 1)
    // PyTorch's too numbers all of them then.
    #expect(model.namedChildren().map(\.name) == ["0", "1"])
  }

  @Test func modulesAreAddedReplacedAndTakenOut() {
    let (first, last) = (ReLU(), Tanh())
    let model = Sequential(first)
    model.append(last).extend([Sigmoid(), GELU()]).insert(SiLU(), at: 1)
    #expect(kinds(model) == ["ReLU", "SiLU", "Tanh", "Sigmoid", "GELU"])
    #expect(model.namedChildren().map(\.name) == ["0", "1", "2", "3", "4"])
    #expect(model[0] === first && model[-3] === last)
    model[-1] = ELU()
    #expect(model.remove(at: 1) is SiLU)
    #expect(kinds(model) == ["ReLU", "Tanh", "Sigmoid", "ELU"])
    #expect(kinds(model[1..<3]) == ["Tanh", "Sigmoid"])
    #expect(model[1...].count == 3)
    model.insert(Identity(), at: 4)
    #expect(model[4] is Identity)
    #expect(Sequential()(Tensor([3])).item() == 3)
  }

  /// A Linear and what follows it are one pass, with the same bits, however the list was built.
  @Test func fusionSurvivesChanges() {
    let linear = Linear(3, 3)
    let x = Tensor.randn([4, 3])
    let model = Sequential([("fc", linear), ("act", Tanh())])
    let expected = linear(x).tanh()
    #expect(model(x).allClose(expected, rtol: 0, atol: 0))
    #expect(model.prefix(1, x).allClose(linear(x), rtol: 0, atol: 0))
    model[1] = LeakyReLU(0.3)
    #expect(model(x).allClose(linear(x).leakyReLU(negativeSlope: 0.3), rtol: 0, atol: 0))
    model[1] = GELU()
    #expect(model(x).allClose(GELU()(linear(x)), rtol: 0, atol: 0))
  }

  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func placesMustExist() async {
    let read = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Sequential(ReLU())[1] }
    #expect(message(read).contains("Sequential: index 1 is out of range of 1 modules"))
    let insertion = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { ModuleList(ReLU()).insert(Tanh(), at: 5) }
    #expect(message(insertion).contains("ModuleList: index 5 is out of range of 1 modules"))
    let named = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Sequential([("a", ReLU())]).insert(Tanh(), at: 0) }
    #expect(message(named).contains("Sequential: a module is inserted among the names a"))
    let range = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Sequential(ReLU())[0..<2] }
    #expect(message(range).contains("positions 0..<2 are not within 1 modules"))
  }
}
