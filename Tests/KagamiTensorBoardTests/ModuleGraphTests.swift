import Kagami
import KagamiNN
import TestSupport
import Testing

@testable import KagamiTensorBoard

@Suite struct ModuleGraphTests {
  /// Two towers of one module, a buffer, a constant, and results of which one is the second.
  private final class Towers: Module {
    let body = Sequential(Linear(4, 8), BatchNorm1d(8), Dropout(0.5))

    override func forward(_ a: Tensor, _ b: Tensor) -> Tensor {
      let parts = body(a).split([3, 5], axis: 1)
      return parts[1] * Tensor([0.5, 1, 2, 3, 4]) + body(b).sum(axes: [1], keepDims: true)
    }
  }

  private func graph(_ model: Module, _ inputs: [Tensor]) -> [String: ModuleGraph.Node] {
    let nodes = ModuleGraph(TracedProgram(model, inputs), of: model).nodes
    return Dictionary(nodes.map { ($0.name, $0) }) { first, _ in first }
  }

  @Test func nodesAreNamedByTheirModules() throws {
    let model = Sequential(Linear(4, 8), Linear(8, 3))
    let nodes = ModuleGraph(TracedProgram(model, [Tensor.zeros([2, 4])]), of: model).nodes
    #expect(
      nodes.map(\.name) == [
        "input", "Sequential/0/weight", "Sequential/0/bias", "Sequential/0/linear",
        "Sequential/1/weight", "Sequential/1/bias", "Sequential/1/linear", "output",
      ])
    #expect(
      nodes[6]
        == .init(
          name: "Sequential/1/linear", operation: "linear",
          inputs: ["Sequential/0/linear", "Sequential/1/weight", "Sequential/1/bias"],
          shapes: [[2, 3]]))
    #expect(nodes[7].inputs == ["Sequential/1/linear"] && nodes[7].operation == "IO Node")
  }

  @Test func everySourceIsThere() throws {
    let model = Towers()
    let nodes = graph(model, [Tensor.zeros([2, 4]), Tensor.ones([2, 4])])
    for node in nodes.values {
      for input in node.inputs {
        let name = try #require(input.split(separator: ":").first)
        #expect(nodes[String(name)] != nil, "\(node.name): \(input)")
      }
    }
    #expect(nodes["input_0"]?.shapes == [[2, 4]] && nodes["input_1"] != nil)
    #expect(nodes["Towers/body/0/linear"] != nil && nodes["Towers/body/0/linear_1"] != nil)
    #expect(nodes["Towers/body/1/running_mean"]?.operation == "Buffer")
    #expect(nodes["Towers/body/1/weight"]?.operation == "Parameter")
    #expect(nodes["Towers/constant"]?.shapes == [[5]])
    #expect(
      nodes.values.contains { $0.name.hasPrefix("Towers/") && $0.inputs.contains("Towers/split:1") }
    )
    #expect(nodes["output"]?.shapes == [[2, 5]])
    // It was trained before, and is afterwards.
    #expect(model.training && model.body.training)
  }

  @Test func theGraphIsAnEvent() throws {
    let folder = try TemporaryFolder()
    let writer = try SummaryWriter(folder.path)
    try writer.addGraph(Linear(4, 3), inputs: [Tensor.zeros([2, 4])])
    try writer.close()
    let events = try #require(try EventReader.events(folder.read(folder.names[0])))
    let graph = try #require(events.last?.message(4))
    #expect(graph.message(4)?.integer(1) == 22)
    let nodes = graph.messages(1)
    #expect(nodes.map { $0.text(1) }.contains("Linear/linear"))
    let node = try #require(nodes.first { $0.text(1) == "Linear/weight" })
    #expect(node.text(2) == "Parameter")
    let attribute = try #require(node.message(5))
    #expect(attribute.text(1) == "_output_shapes")
    let shape = try #require(attribute.message(2)?.message(1)?.message(7))
    #expect(shape.messages(2).map { $0.integer(1) } == [3, 4])
  }

  @Test func aModuleIsRunAsOneDoes() throws {
    let model = Linear(4, 3)
    let program = TracedProgram(model, [Tensor.zeros([2, 4])]) { [model($0[0]).tanh(), $0[0] * 2] }
    let nodes = ModuleGraph(program, of: model).nodes
    #expect(nodes.suffix(2).map(\.name) == ["output_0", "output_1"])
    #expect(nodes.contains { $0.name == "Linear/tanh" })
  }
}
