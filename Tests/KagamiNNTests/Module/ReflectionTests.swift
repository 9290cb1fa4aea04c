import Kagami
import KagamiNN
import Testing

/// Members are found wherever reflection can order them, under one name each, and refused elsewhere.
@Suite struct ReflectionTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  final class Twins: Module {
    // swift-format-ignore: NoLeadingUnderscores
    let _scale = Parameter(Tensor.ones([1]))
    let scale = Parameter(Tensor.zeros([1]))
  }

  class Base: Module {
    private let fc = Linear(1, 1)
  }

  final class Derived: Base {
    private let fc = Linear(2, 2)
  }

  @Test func twoMembersOfOneNameAreRefused() async {
    let underscore = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Twins().stateDict() }
    #expect(
      message(underscore).contains(
        "Twins: two members are named scale: Twins._scale and Twins.scale"))
    #expect(message(underscore).contains("hint: rename one"))
    let inherited = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Derived().namedParameters() }
    #expect(
      message(inherited).contains("Derived: two members are named fc: Base.fc and Derived.fc"))
  }

  struct Block {
    let number = 3
    let linear = Linear(1, 2)
  }

  enum Stage {
    case empty
    case one(Linear)
    case two(Linear, scale: Parameter)
  }

  @propertyWrapper struct Wrapped {
    var wrappedValue: Linear
  }

  final class Nested: Module {
    let pair = (Linear(1, 1), 7)
    let named = (first: Linear(1, 1), count: 2)
    let block = Block()
    let mixed: [Any] = [1, "two", Linear(1, 1)]
    let stages: [Stage] = [
      .empty, .one(Linear(1, 1)), .two(Linear(1, 1), scale: Parameter(.ones([1]))),
    ]
    let deep: [[Linear?]?] = [nil, [nil, Linear(1, 1)]]
    @Wrapped var wrapped = Linear(1, 1)
    let numbers = [[Double]](repeating: [1, 2], count: 3)
  }

  @Test func membersAreFoundInTuplesStructuresEnumerationsAndMixedArrays() {
    let names = Nested().namedParameters().map(\.name).filter { !$0.hasSuffix("bias") }
    #expect(
      names == [
        "pair.0.weight", "named.first.weight", "block.linear.weight", "mixed.2.weight",
        "stages.1.one.weight", "stages.2.two.0.weight", "stages.2.two.scale",
        "deep.1.1.weight", "wrapped.weight",
      ])
  }

  final class Keyed: Module {
    let parts = ["a.b": Linear(1, 1)]
  }

  @Test func keysAreNames() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Keyed().parameters() }
    #expect(message(result).contains("Keyed.parts: a member stands under the key \"a.b\""))
  }

  final class Unit: Module, Hashable {
    let weight = Parameter(Tensor.ones([1]))
    static func == (a: Unit, b: Unit) -> Bool { a === b }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
  }

  final class Bag: Module {
    let units: Set<Unit> = [Unit()]
  }

  @Test func setsAreRefused() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Bag().parameters() }
    #expect(message(result).contains("Bag.units: a member stands in a set"))
  }

  final class Child: Module {
    let fc = Linear(2, 2)
    weak var parent: Parent?
    override func forward(_ x: Tensor) -> Tensor { fc(x) }
  }

  final class Parent: Module {
    let child = Child()
    override init() {
      super.init()
      child.parent = self
    }
    override func forward(_ x: Tensor) -> Tensor { child(x) }
  }

  @Test func everyWalkEntersAModuleOnce() throws {
    let model = Parent()
    #expect(model.stateDict().map(\.name) == ["child.fc.weight", "child.fc.bias"])
    #expect(model.namedModules().map(\.name) == ["", "child", "child.fc"])
    #expect(model.description.split(separator: "\n").count == 5)
    var visited: [String] = []
    model.apply { visited.append("\(type(of: $0))") }
    #expect(visited == ["Linear", "Child", "Parent"])
    #expect(!model.eval().child.training)
    model.train().to(.float64)
    #expect(try model.summary(inputShape: [1, 2]).parameterCount == 6)
    #expect(model.child.stateDict().map(\.name) == ["fc.weight", "fc.bias"])
  }
}
