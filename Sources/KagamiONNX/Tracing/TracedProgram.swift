internal import Kagami
internal import KagamiNN

/// What a module computed in one run, as steps that lead from its inputs to its outputs.
struct TracedProgram {
  /// Where an operand comes from.
  enum Source: Hashable {
    case input(Int)
    /// A parameter or buffer of this name.
    case held(String)
    case constant(Int)
    case step(Int, output: Int)
  }

  struct Step {
    let entry: OperationTrace.Entry
    var inputs: [Source]
  }

  private(set) var steps: [Step] = []
  private(set) var constants: [Tensor] = []
  private(set) var outputs: [Source] = []
  let results: [Tensor]
  let inputs: [Tensor]
  let held: [String: Tensor]
  private var sources: [Tensor.MemoryPlace: Source] = [:]

  /// Runs a module.
  init(
    _ model: Module, _ inputs: [Tensor], _ forward: ([Tensor]) -> [Tensor]
  ) throws(ONNXError) {
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
    let trace: (result: [Tensor], entries: [OperationTrace.Entry])
    do throws(MisuseError) {
      trace = try MisuseScope.run { noGrad { OperationTrace.recording { forward(inputs) } } }
    } catch {
      throw .misuse("\(error)")
    }
    results = trace.result
    for entry in trace.entries { add(entry) }
    outputs = results.map { source(of: $0) }
    keepWhatLeadsToOutputs()
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
