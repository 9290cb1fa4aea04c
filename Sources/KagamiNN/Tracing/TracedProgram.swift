package import Kagami

/// What a module computed in one run, as steps that lead from its inputs to its outputs: what exporters read.
package struct TracedProgram {
  /// Where an operand comes from.
  package enum Source: Hashable {
    case input(Int)
    /// A parameter or buffer of this name.
    case held(String)
    case constant(Int)
    case step(Int, output: Int)
  }

  package struct Step {
    package let entry: OperationTrace.Entry
    package fileprivate(set) var inputs: [Source]
  }

  package private(set) var steps: [Step] = []
  package private(set) var constants: [Tensor] = []
  package private(set) var outputs: [Source] = []
  package let results: [Tensor]
  package let inputs: [Tensor]
  package let held: [String: Tensor]
  private var sources: [Tensor.MemoryPlace: Source] = [:]

  /// Runs a module in evaluation mode; its modes are the same again afterwards.
  ///
  /// - Parameter forward: How the module is run; called with as many inputs as there are, unless given.
  package init(_ model: Module, _ inputs: [Tensor], _ forward: (([Tensor]) -> [Tensor])? = nil) {
    let modes = model.modules().map { (module: $0, training: $0.training) }
    model.eval()
    defer { for mode in modes { mode.module.training = mode.training } }
    let forward = forward ?? { Self.call(model, $0) }
    Self.separate(model)
    var held: [String: Tensor] = [:]
    let entries =
      model.namedParameters().map { ($0.name, $0.parameter.value) }
      + model.namedBuffers().map { ($0.name, $0.buffer.value) }
    for (name, tensor) in entries.reversed() {
      held[name] = tensor.detach()
      sources[tensor.memoryPlace] = .held(name)
    }
    for (index, input) in inputs.enumerated() { sources[input.memoryPlace] = .input(index) }
    (self.held, self.inputs) = (held, inputs)
    let trace = noGrad { OperationTrace.recording { forward(inputs) } }
    results = trace.result
    // In a dry run: the entries lead nowhere.
    if MisuseScope.hasFailed { return }
    for entry in trace.entries { add(entry) }
    outputs = results.map { source(of: $0) }
    keepWhatLeadsToOutputs()
  }

  private static func call(_ model: Module, _ inputs: [Tensor]) -> [Tensor] {
    switch inputs.count {
    case 1: [model(inputs[0])]
    case 2: [model(inputs[0], inputs[1])]
    case 3: [model(inputs[0], inputs[1], inputs[2])]
    default: model(inputs)
    }
  }

  /// Gives each parameter and buffer memory of its own, by which it is then found: layers may begin with the same
  /// ones in several places.
  private static func separate(_ model: Module) {
    var seen: Set<Tensor.MemoryPlace> = []
    for (_, parameter) in model.namedParameters()
    where !seen.insert(parameter.value.memoryPlace).inserted {
      parameter.update { $0.makeUnique() }
    }
    for (_, buffer) in model.namedBuffers()
    where !seen.insert(buffer.value.memoryPlace).inserted {
      buffer.update { $0.makeUnique() }
    }
  }

  private mutating func source(of tensor: Tensor) -> Source {
    if let known = sources[tensor.memoryPlace] { return known }
    let source = Source.constant(constants.count)
    constants.append(tensor)
    sources[tensor.memoryPlace] = source
    return source
  }

  private mutating func add(_ entry: OperationTrace.Entry) {
    let operands = entry.inputs.map { source(of: $0) }
    // A view of the same form is the operand itself.
    let places = Set(entry.inputs.map(\.memoryPlace))
    if entry.outputs.count == 1, places.contains(entry.outputs[0].memoryPlace) { return }
    // So is a choice between a value and the same value.
    if case .select? = entry.kind, operands[1] == operands[2],
      entry.inputs[1].shape == entry.outputs[0].shape
    {
      sources[entry.outputs[0].memoryPlace] = operands[1]
      return
    }
    for (index, output) in entry.outputs.enumerated() {
      sources[output.memoryPlace] = .step(steps.count, output: index)
    }
    steps.append(Step(entry: entry, inputs: operands))
  }

  private mutating func keepWhatLeadsToOutputs() {
    var isUsed = [Bool](repeating: false, count: steps.count)
    for case .step(let index, _) in outputs { isUsed[index] = true }
    for index in steps.indices.reversed() where isUsed[index] {
      for case .step(let earlier, _) in steps[index].inputs { isUsed[earlier] = true }
    }
    var kept: [Step] = []
    var numbers: [Int: Int] = [:]
    var used: [Tensor] = []
    var constantNumbers: [Int: Int] = [:]
    func renumbered(_ source: Source) -> Source {
      switch source {
      case .input, .held: return source
      case .step(let index, let output): return .step(numbers[index] ?? 0, output: output)
      case .constant(let index):
        if let number = constantNumbers[index] { return .constant(number) }
        constantNumbers[index] = used.count
        used.append(constants[index])
        return .constant(used.count - 1)
      }
    }
    for index in steps.indices where isUsed[index] {
      numbers[index] = kept.count
      kept.append(Step(entry: steps[index].entry, inputs: steps[index].inputs.map(renumbered)))
    }
    outputs = outputs.map(renumbered)
    (steps, constants) = (kept, used)
  }
}
