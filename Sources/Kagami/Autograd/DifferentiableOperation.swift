/// One kind of computation: its value and its gradient.
///
/// An operation is a small value whose parameters are stored properties. `forward` computes on
/// plain memory and is never recorded; `backward` is written in tensor expressions, so that
/// gradients of gradients come from the same lines.
///
/// ```swift
/// struct Square: DifferentiableOperation {
///   let name = "square"
///   let saves: SavedTensors = .input0
///   func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] * inputs[0] }
///   func backward(_ context: BackwardContext) -> [Tensor?] {
///     [context.gradient * context.input(0) * 2]
///   }
/// }
/// let y = record(Square(), x)
/// ```
/// An operation of several outputs is a ``MultiOutputOperation``.
public protocol DifferentiableOperation: RecordableOperation {
  /// The value; inputs carry no history.
  func forward(_ inputs: [Tensor]) -> Tensor
}

extension DifferentiableOperation {
  /// One.
  public var outputCount: Int { 1 }
}

/// One kind of computation that has several results.
///
/// ```swift
/// struct Halves: MultiOutputOperation {
///   let name = "halves"
///   let saves: SavedTensors = .nothing
///   let outputCount = 2
///   func forward(_ inputs: [Tensor]) -> [Tensor] {
///     let middle = inputs[0].shape[0] / 2
///     return [inputs[0][0..<middle], inputs[0][middle...]]
///   }
///   func backward(_ context: BackwardContext) -> [Tensor?] {
///     [Tensor.concatenate([context.gradient(of: 0), context.gradient(of: 1)])]
///   }
/// }
/// let halves = record(Halves(), x)    // two tensors
/// ```
/// Outputs that are not of a floating-point type have no gradient.
public protocol MultiOutputOperation: RecordableOperation {
  /// The values, ``RecordableOperation/outputCount`` of them; inputs carry no history.
  func forward(_ inputs: [Tensor]) -> [Tensor]
}

/// What the tape records of an operation: conform to ``DifferentiableOperation`` or ``MultiOutputOperation``.
public protocol RecordableOperation: Sendable {
  /// The name in errors and graphs.
  var name: String { get }
  /// The tensors that `backward` reads; no others are kept alive.
  var saves: SavedTensors { get }
  /// The number of results.
  var outputCount: Int { get }

  /// The gradient of each input, nil where it has none or where `context.needs` is false.
  ///
  /// Written with differentiable operations only.
  func backward(_ context: BackwardContext) -> [Tensor?]

  /// The same gradients in a faster way that cannot be differentiated again, or nil.
  ///
  /// A weight's gradient may be returned as the product of its factors; see ``Gradient/product(_:_:)``.
  func fusedBackward(_ context: BackwardContext) -> [Gradient?]?
}

extension RecordableOperation {
  /// Nothing faster.
  public func fusedBackward(_ context: BackwardContext) -> [Gradient?]? { nil }
}

/// Computes an operation and, if an input requires a gradient, records it.
///
/// The result has history when recording is on, an input requires a gradient, and the result is
/// of a floating-point type.
public func record(_ operation: some DifferentiableOperation, _ inputs: Tensor...) -> Tensor {
  record(operation, inputs)
}

/// Computes an operation on a list of inputs; see `record(_:_:)` with inputs one by one.
public func record(_ operation: some DifferentiableOperation, _ inputs: [Tensor]) -> Tensor {
  guard let trace = OperationTrace.active else { return computed(operation, inputs) }
  return trace.adding(operation.name, operation.tracedKind, inputs) {
    [computed(operation, inputs)]
  }[0]
}

private func computed(_ operation: some DifferentiableOperation, _ inputs: [Tensor]) -> Tensor {
  let isTracked = inputs.contains { $0.requiresGrad }
  var result = operation.forward(isTracked ? inputs.map { $0.withoutHistory } : inputs)
  result.history = nil
  if isTracked, result.dtype.isFloatingPoint, GradMode.isEnabled {
    result.history = .node(Node(operation, inputs: inputs, outputs: [result]), output: 0)
  }
  return result
}

/// Computes an operation of several outputs and, if an input requires a gradient, records it.
///
/// Every result of a floating-point type has history when recording is on and an input requires a gradient.
///
/// - Precondition: the operation gives as many results as it names.
public func record(_ operation: some MultiOutputOperation, _ inputs: Tensor...) -> [Tensor] {
  record(operation, inputs)
}

/// Computes an operation of several outputs on a list of inputs.
public func record(_ operation: some MultiOutputOperation, _ inputs: [Tensor]) -> [Tensor] {
  guard let trace = OperationTrace.active else { return computed(operation, inputs) }
  return trace.adding(operation.name, operation.tracedKind, inputs) {
    computed(operation, inputs)
  }
}

private func computed(_ operation: some MultiOutputOperation, _ inputs: [Tensor]) -> [Tensor] {
  let isTracked = inputs.contains { $0.requiresGrad }
  let results = operation.forward(isTracked ? inputs.map { $0.withoutHistory } : inputs)
  if results.count != operation.outputCount {
    misuse(
      operation.name, "forward gives \(results.count) results, expected \(operation.outputCount)",
      hint: "return as many as `outputCount` says")
  }
  return recorded(operation, inputs, results)
}

/// The results of an operation with their history, where recording is on and an input requires a gradient.
func recorded(
  _ operation: some RecordableOperation, _ inputs: [Tensor], _ results: [Tensor]
) -> [Tensor] {
  var results = results
  for index in results.indices { results[index].history = nil }
  let isTracked = inputs.contains { $0.requiresGrad }
  guard isTracked, GradMode.isEnabled, results.contains(where: { $0.dtype.isFloatingPoint }) else {
    return results
  }
  let node = Node(operation, inputs: inputs, outputs: results)
  for index in results.indices where results[index].dtype.isFloatingPoint {
    results[index].history = .node(node, output: index)
  }
  return results
}
