internal import Kagami
internal import KagamiNN

/// What a module computes as nodes, named by the path of the module that computes them: `Generator/model/0/linear`.
///
/// Slashes group nodes in TensorBoard. Source:
/// <https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/graph.proto>.
struct ModuleGraph {
  struct Node: Equatable {
    let name: String
    let operation: String
    let inputs: [String]
    /// The shapes of what it gives.
    let shapes: [Shape]
  }

  private(set) var nodes: [Node] = []
  private var taken: Set<String> = []
  private var places: [TracedProgram.Source: String] = [:]
  private let program: TracedProgram
  private let root: String
  private let scopes: [ObjectIdentifier: String]
  private let parameters: Set<String>

  init(_ program: TracedProgram, of model: Module) {
    self.program = program
    let root = Self.plain("\(type(of: model))")
    self.root = root
    let scopes = model.namedModules().map { name, module in
      (ObjectIdentifier(module), name.isEmpty ? root : Self.path(root, name))
    }
    self.scopes = Dictionary(scopes) { first, _ in first }
    parameters = Set(model.namedParameters().map(\.name))
    for (index, input) in program.inputs.enumerated() {
      let name = program.inputs.count == 1 ? "input" : "input_\(index)"
      places[.input(index)] = add(name, "IO Node", shapes: [input.shape])
    }
    for (index, step) in program.steps.enumerated() { add(step, index) }
    for (index, output) in program.outputs.enumerated() {
      let name = program.outputs.count == 1 ? "output" : "output_\(index)"
      let source = place(of: output, in: root)
      add(name, "IO Node", inputs: [source], shapes: [program.results[index].shape])
    }
  }

  private mutating func add(_ step: TracedProgram.Step, _ index: Int) {
    var operation = step.entry.name
    if case .linear(let function?)? = step.entry.kind { operation += "_\(function.name)" }
    let scope = scope(of: step.entry.modulePath)
    let inputs = step.inputs.map { place(of: $0, in: scope) }
    let name = add(
      Self.path(scope, operation), operation, inputs: inputs,
      shapes: step.entry.outputs.map(\.shape))
    for output in step.entry.outputs.indices {
      places[.step(index, output: output)] = output == 0 ? name : "\(name):\(output)"
    }
  }

  /// The name by which other nodes have what a source gives; its node is added if there is none yet.
  ///
  /// - Parameter scope: Where constants are.
  private mutating func place(of source: TracedProgram.Source, in scope: String) -> String {
    if let known = places[source] { return known }
    let name =
      switch source {
      case .held(let held):
        add(
          Self.path(root, held), parameters.contains(held) ? "Parameter" : "Buffer",
          shapes: program.held[held].map { [$0.shape] } ?? [])
      case .constant(let index):
        add("\(scope)/constant", "Constant", shapes: [program.constants[index].shape])
      case .input, .step:
        misuse("addGraph", "\(source) is used before it is computed")
      }
    places[source] = name
    return name
  }

  /// The path of the innermost module that the model holds.
  private func scope(of path: ModulePath?) -> String {
    var path = path
    while let frame = path {
      if let scope = scopes[ObjectIdentifier(frame.module)] { return scope }
      path = frame.caller
    }
    return root
  }

  /// Adds a node under a name that no other one has.
  @discardableResult
  private mutating func add(
    _ name: String, _ operation: String, inputs: [String] = [], shapes: [Shape]
  ) -> String {
    var unique = name
    var number = 1
    while !taken.insert(unique).inserted {
      unique = "\(name)_\(number)"
      number += 1
    }
    nodes.append(Node(name: unique, operation: operation, inputs: inputs, shapes: shapes))
    return unique
  }

  /// The names of a dotted path below another one.
  private static func path(_ scope: String, _ dotted: String) -> String {
    ([scope] + dotted.split(separator: ".").map { plain($0) }).joined(separator: "/")
  }

  /// A name without what has a meaning in those of nodes.
  private static func plain(_ name: some StringProtocol) -> String {
    String(name.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
  }

  /// The graph as a message.
  var fields: Fields {
    .message { graph in
      for node in nodes { graph.message(1) { node.write(to: &$0) } }
      // The version of the producer that PyTorch names.
      graph.message(4) { $0.integer(1, 22) }
    }
  }
}

extension ModuleGraph.Node {
  /// The fields of a `NodeDef`, whose attributes are a map.
  fileprivate func write(to fields: inout Fields) {
    fields.text(1, name)
    fields.text(2, operation)
    for input in inputs { fields.text(3, input) }
    fields.message(5) {
      $0.text(1, "_output_shapes")
      // A list of shapes, of whose axes each has an extent.
      $0.message(2) { value in
        value.message(1) { list in
          for shape in shapes {
            list.message(7) { message in
              for extent in shape { message.message(2) { $0.integer(1, extent) } }
            }
          }
        }
      }
    }
  }
}
