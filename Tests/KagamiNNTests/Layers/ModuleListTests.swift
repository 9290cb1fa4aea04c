import Kagami
import KagamiNN
import Testing

/// A list holds modules for another to call.
@Suite struct ModuleListTests {
  final class Residual: Module {
    let blocks = ModuleList((0..<2).map { _ in Linear(3, 3, bias: false) })
    override func forward(_ x: Tensor) -> Tensor { blocks.reduce(x) { $0 + $1($0) } }
  }

  @Test func childrenAreNamedByPosition() {
    let model = Residual()
    #expect(model.stateDict().map(\.name) == ["blocks.0.weight", "blocks.1.weight"])
    model(Tensor.ones([1, 3])).sum().backward()
    #expect(model.parameters().allSatisfy { $0.grad != nil })
    model.train(false)
    #expect(model.blocks.allSatisfy { !$0.training })
  }

  @Test func modulesAreAddedReplacedAndTakenOut() {
    let list = ModuleList(ReLU(), Tanh())
    list.append(Sigmoid()).extend([GELU()]).insert(SiLU(), at: 0)
    list[-1] = ELU()
    #expect(list.remove(at: 1) is ReLU)
    #expect(list.map { "\(type(of: $0))" } == ["SiLU", "Tanh", "Sigmoid", "ELU"])
    #expect(list.namedChildren().map(\.name) == ["0", "1", "2", "3"])
    #expect(list[2...].namedChildren().map(\.name) == ["0", "1"])
    #expect(list.count == 4 && ModuleList().count == 0)
    #expect(ModuleList { for _ in 0..<3 { ReLU() } }.count == 3)
  }

  @Test func aListCannotBeCalled() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ModuleList(ReLU())(Tensor.ones([1])) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("ModuleList: a module of one input must override forward(_:)"))
  }
}
