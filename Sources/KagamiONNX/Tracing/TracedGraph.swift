internal import Kagami
internal import KagamiNN

/// What two runs with batches of different sizes have in common, with extents that may follow the batch.
struct TracedGraph {
  typealias Source = TracedProgram.Source

  /// A tensor's type and extents.
  struct Form {
    let dtype: DType
    let extents: [Extent]
  }

  /// A tensor that is the same in every run.
  struct Constant {
    /// The elements; one that stands for all where extents follow the batch.
    let tensor: Tensor
    let form: Form
  }

  struct Step {
    let name: String
    let kind: OperationKind?
    let module: String?
    let inputs: [Source]
    let inputForms: [Form]
    let outputForms: [Form]
    /// Which results anything is computed from.
    var usedOutputs: Set<Int> = []
  }

  private(set) var steps: [Step] = []
  let constants: [Constant]
  let inputForms: [Form]
  let outputs: [Source]
  let outputForms: [Form]
  let held: [String: Tensor]

  init(
    _ first: TracedProgram, _ second: TracedProgram, batches: (Int, Int)
  ) throws(ONNXError) {
    guard first.outputs.count == second.outputs.count else {
      throw .batchDependent(operation: "the number of outputs", module: nil)
    }
    let pairs = FormPairs(batches: batches)
    held = first.held
    for (step, other) in zip(first.steps, second.steps) {
      steps.append(try pairs.step(step, other))
    }
    if first.steps.count != second.steps.count || first.outputs != second.outputs {
      let last = first.steps.last?.entry
      throw .batchDependent(
        operation: last?.name ?? "forward", module: last?.modulePath?.description)
    }
    inputForms = try pairs.forms(first.inputs, second.inputs, of: "an input", nil)
    outputForms = try pairs.forms(first.results, second.results, of: "an output", nil)
    outputs = first.outputs
    var constants: [Constant] = []
    for index in first.constants.indices {
      let user = first.steps.first { $0.inputs.contains(.constant(index)) }?.entry
      constants.append(
        try pairs.constant(
          first.constants[index], second.constants[index], of: user?.name ?? "an output",
          user?.modulePath?.description))
    }
    self.constants = constants
    for case .step(let index, let output) in outputs + steps.flatMap(\.inputs) {
      steps[index].usedOutputs.insert(output)
    }
  }

  /// The names of the parameters and buffers that anything is computed from.
  var heldNames: Set<String> {
    Set(
      (outputs + steps.flatMap(\.inputs)).compactMap {
        if case .held(let name) = $0 { name } else { nil }
      })
  }
}

/// Forms and constants of two runs made one.
private struct FormPairs {
  let batches: (Int, Int)

  func step(
    _ step: TracedProgram.Step, _ other: TracedProgram.Step
  ) throws(ONNXError) -> TracedGraph.Step {
    let (entry, twin) = (step.entry, other.entry)
    let module = entry.modulePath?.description
    // By their text, since bounds may be NaN.
    guard entry.name == twin.name, "\(entry.kind, default: "")" == "\(twin.kind, default: "")",
      step.inputs == other.inputs, entry.outputs.count == twin.outputs.count
    else { throw .batchDependent(operation: entry.name, module: module) }
    return TracedGraph.Step(
      name: entry.name, kind: entry.kind, module: module, inputs: step.inputs,
      inputForms: try forms(entry.inputs, twin.inputs, of: entry.name, module),
      outputForms: try forms(entry.outputs, twin.outputs, of: entry.name, module))
  }

  func forms(
    _ first: [Tensor], _ second: [Tensor], of operation: String, _ module: String?
  ) throws(ONNXError) -> [TracedGraph.Form] {
    var forms: [TracedGraph.Form] = []
    for (a, b) in zip(first, second) { forms.append(try form(a, b, of: operation, module)) }
    return forms
  }

  private func form(
    _ first: Tensor, _ second: Tensor, of operation: String, _ module: String?
  ) throws(ONNXError) -> TracedGraph.Form {
    let extents = zip(first.shape, second.shape).map { Extent($0, $1, batches: batches) }
    if first.rank != second.rank || first.dtype != second.dtype || extents.contains(nil) {
      throw .batchDependent(operation: operation, module: module)
    }
    return TracedGraph.Form(dtype: first.dtype, extents: extents.compactMap(\.self))
  }

  func constant(
    _ first: Tensor, _ second: Tensor, of operation: String, _ module: String?
  ) throws(ONNXError) -> TracedGraph.Constant {
    let form = try form(first, second, of: operation, module)
    if first.shape == second.shape {
      if first.bytes != second.bytes { throw .untraceable(operation: operation, module: module) }
      return TracedGraph.Constant(tensor: first, form: form)
    }
    // As many elements as the batch makes necessary, if they are all the same.
    let (a, b) = (first.bytes, second.bytes)
    let size = first.dtype.byteCount
    let element = a.prefix(size)
    func isUniform(_ bytes: [UInt8]) -> Bool {
      bytes.indices.allSatisfy { bytes[$0] == element[$0 % size] }
    }
    guard !a.isEmpty, isUniform(a), isUniform(b) else {
      throw .untraceable(operation: operation, module: module)
    }
    return TracedGraph.Constant(
      tensor: Tensor(bytes: element, shape: [], dtype: first.dtype), form: form)
  }
}
