import Kagami
import KagamiNN
import Testing

/// A dictionary keeps modules in the order of insertion.
@Suite struct ModuleDictTests {
  @Test func orderIsThatOfArrival() {
    let heads = ModuleDict([("spread", Linear(2, 1)), ("mean", Linear(2, 1, bias: false))])
    heads["extra"] = ReLU()
    #expect(heads.keys == ["spread", "mean", "extra"])
    #expect(heads.stateDict().map(\.name) == ["spread.weight", "spread.bias", "mean.weight"])
    let tanh = Tanh()
    heads.update([("spread", tanh), ("last", SiLU())])
    #expect(heads.keys == ["spread", "mean", "extra", "last"])
    #expect(heads["spread"] === tanh && heads["absent"] == nil)
    #expect(heads.values[0] === tanh && heads.items[3].module is SiLU)
    #expect(heads.contains("mean") && !heads.contains("absent"))
  }

  @Test func modulesAreTakenOut() {
    let heads = ModuleDict([("a", ReLU()), ("b", Tanh())])
    #expect(heads.pop("a") is ReLU && heads.pop("a") == nil)
    heads["b"] = nil
    #expect(heads.count == 0)
    heads["c"] = ELU()
    heads.clear()
    #expect(heads.keys.isEmpty && ModuleDict().count == 0)
  }
}
