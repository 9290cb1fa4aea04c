internal import Kagami

/// A graph on its way to a `ModelProto`.
struct GraphWriter {
  private let graph: TracedGraph
  private let names: GraphNames
  let batchAxis: Int?
  private(set) var nodes: [NodeProto] = []
  private var initializers: [TensorProto] = []
  private var taken: Set<String>
  private var counts: [String: Int] = [:]
  /// The results of steps that are written.
  private var written: [TracedGraph.Source: Value] = [:]
  /// Constants of the writer's own, by their content.
  private var shared: [TensorKey: String] = [:]
  /// The name of the batch's size, once a node computes it.
  private var batchSize: String?

  private struct TensorKey: Hashable {
    let bytes: [UInt8]
    let shape: Shape
    let dtype: DType
  }

  init(_ graph: TracedGraph, _ names: GraphNames, batchAxis: Int?) {
    (self.graph, self.names, self.batchAxis) = (graph, names, batchAxis)
    taken = graph.heldNames.union(names.inputs).union(names.outputs)
    for (index, name) in names.inputs.enumerated() {
      written[.input(index)] = Value(name: name, form: graph.inputForms[index])
    }
  }

  /// The whole file.
  mutating func model() throws(ONNXError) -> ModelProto {
    // A result that is an output has the output's name from the beginning.
    var outputNames: [TracedGraph.Source: String] = [:]
    for (source, name) in zip(graph.outputs, names.outputs) {
      if case .step = source, outputNames[source] == nil { outputNames[source] = name }
    }
    for (index, step) in graph.steps.enumerated() {
      try write(step, number: index, outputNames)
    }
    for (source, name) in zip(graph.outputs, names.outputs) where outputNames[source] != name {
      node("Identity", [value(source, form: nil).name], to: name)
    }
    var model = ModelProto()
    model.irVersion = Int64(ONNX.irVersion)
    model.producerName = "Kagami"
    model.opsetImport = [.with { $0.version = Int64(ONNX.opset) }]
    model.graph.name = "main_graph"
    model.graph.node = nodes
    model.graph.initializer = initializers
    model.graph.input = zip(names.inputs, graph.inputForms).map(ValueInfoProto.init)
    model.graph.output = zip(names.outputs, graph.outputForms).map(ValueInfoProto.init)
    return model
  }

  private mutating func write(
    _ step: TracedGraph.Step, number: Int, _ outputNames: [TracedGraph.Source: String]
  ) throws(ONNXError) {
    var inputs: [Value] = []
    for (source, form) in zip(step.inputs, step.inputForms) {
      inputs.append(value(source, form: form))
    }
    var outputs: [Value?] = []
    for (index, form) in step.outputForms.enumerated() {
      guard step.usedOutputs.contains(index) else {
        outputs.append(nil)
        continue
      }
      let source = TracedGraph.Source.step(number, output: index)
      let value = Value(name: outputNames[source] ?? freshName(step.name), form: form)
      written[source] = value
      outputs.append(value)
    }
    let call = Call(
      name: step.name, module: step.module, inputs: inputs, outputs: outputs,
      outputForms: step.outputForms)
    guard let kind = step.kind else { throw call.unsupported("there is no such operator") }
    try write(kind, call)
  }

  /// The value of a source; a parameter or constant is added where it is first used.
  private mutating func value(
    _ source: TracedGraph.Source, form: TracedGraph.Form?
  ) -> Value {
    if let value = written[source] { return value }
    let value: Value
    switch source {
    case .held(let name):
      let tensor = graph.held[name] ?? Tensor(0)
      addInitializer(name, tensor)
      value = Value(
        name: name,
        form: .init(dtype: tensor.dtype, extents: tensor.shape.map { Extent.fixed($0) }))
    case .constant(let index):
      let constant = graph.constants[index]
      let scalar = self.constant(constant.tensor)
      let isWhole = constant.form.extents.allSatisfy { $0.fixed != nil }
      let name =
        isWhole ? scalar : node("Expand", [scalar, shape(constant.form.extents)])
      value = Value(name: name, form: constant.form)
    case .input, .step:
      // Steps come in their order, so that what they are computed from is there.
      preconditionFailure("a step is computed from a later one")
    }
    written[source] = value
    return value
  }

  private mutating func addInitializer(_ name: String, _ tensor: Tensor) {
    initializers.append(
      .with {
        $0.name = name
        $0.dims = tensor.shape.map(Int64.init)
        $0.dataType = Int32(tensor.dtype.onnxNumber)
        $0.rawData = .init(tensor.bytes)
      })
  }

  /// A name that nothing has yet.
  private mutating func freshName(_ stem: String) -> String {
    let stem = String(stem.map { $0 == " " ? "_" : $0 })
    var name: String
    repeat {
      name = "\(stem)_\(counts[stem, default: 0])"
      counts[stem, default: 0] += 1
    } while !taken.insert(name).inserted
    return name
  }
}

// What is written of operations is written with these.
extension GraphWriter {
  /// Adds a node of one result.
  ///
  /// - Parameter name: The result's; a fresh one unless given.
  /// - Returns: The result's name.
  @discardableResult
  mutating func node(
    _ type: String, _ inputs: [String], to name: String? = nil,
    _ attributes: [AttributeProto] = []
  ) -> String {
    let output = name ?? freshName(type.lowercased())
    add(type, inputs, outputs: [output], attributes)
    return output
  }

  /// Adds a node of several results.
  mutating func nodes(
    _ type: String, _ inputs: [String], to names: [String?], _ attributes: [AttributeProto] = []
  ) -> [String] {
    var outputs: [String] = []
    for name in names { outputs.append(name ?? freshName(type.lowercased())) }
    add(type, inputs, outputs: outputs, attributes)
    return outputs
  }

  private mutating func add(
    _ type: String, _ inputs: [String], outputs: [String], _ attributes: [AttributeProto]
  ) {
    nodes.append(
      .with {
        $0.name = "\(type)_\(nodes.count)"
        $0.opType = type
        $0.input = inputs
        $0.output = outputs
        $0.attribute = attributes
      })
  }

  /// An initializer of these elements; the same one for the same elements.
  mutating func constant(_ tensor: Tensor) -> String {
    let key = TensorKey(bytes: tensor.bytes, shape: tensor.shape, dtype: tensor.dtype)
    if let name = shared[key] { return name }
    let name = freshName("constant")
    addInitializer(name, tensor)
    shared[key] = name
    return name
  }

  /// A number.
  mutating func number(_ value: Double, _ dtype: DType) -> String {
    constant(Tensor(value, dtype: dtype))
  }

  /// Whole numbers along one axis, as operators take axes and extents.
  mutating func list(_ values: [Int]) -> String {
    constant(Tensor(values.map(Int64.init), shape: [values.count]))
  }

  /// Extents along one axis, computed where they follow the batch.
  mutating func shape(_ extents: [Extent]) -> String {
    let fixed = extents.compactMap(\.fixed)
    if fixed.count == extents.count { return list(fixed) }
    var parts: [String] = []
    for extent in extents {
      switch extent {
      case .fixed(let extent): parts.append(list([extent]))
      case .batches(1): parts.append(batch())
      case .batches(let times): parts.append(node("Mul", [batch(), list([times])]))
      case .batchAnd(let more): parts.append(node("Add", [batch(), list([more])]))
      }
    }
    return parts.count == 1 ? parts[0] : node("Concat", parts, [.int("axis", 0)])
  }

  /// The batch's size along one axis.
  private mutating func batch() -> String {
    if let batchSize { return batchSize }
    let axis = batchAxis ?? 0
    let index = graph.inputForms.firstIndex {
      $0.extents.count > axis && $0.extents[axis].fixed == nil
    }
    let name = node(
      "Shape", [names.inputs[index ?? 0]], [.int("start", axis), .int("end", axis + 1)])
    batchSize = name
    return name
  }
}

extension ValueInfoProto {
  /// An input or output of the graph.
  init(_ name: String, _ form: TracedGraph.Form) {
    self = .with {
      $0.name = name
      $0.type.tensorType.elemType = Int32(form.dtype.onnxNumber)
      $0.type.tensorType.shape.dim = form.extents.map { extent in
        .with {
          switch extent {
          case .fixed(let extent): $0.dimValue = Int64(extent)
          case .batches(1): $0.dimParam = "batch"
          // Without a name of its own, any extent will do.
          case .batches, .batchAnd: break
          }
        }
      }
    }
  }
}
