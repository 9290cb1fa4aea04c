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
public protocol DifferentiableOperation: Sendable {
  /// What errors and graphs call the operation.
  var name: String { get }
  /// What `backward` will ask for; nothing else is kept alive.
  var saves: SavedTensors { get }

  /// The value; inputs carry no history.
  func forward(_ inputs: [Tensor]) -> Tensor

  /// The gradient of each input, nil where it has none or where `context.needs` is false.
  ///
  /// Written with differentiable operations only.
  func backward(_ context: BackwardContext) -> [Tensor?]

  /// The inputs to whose gradients `fusedBackward` can add what has gathered before.
  var accumulates: SavedTensors { get }

  /// The same gradients by a faster way that cannot be differentiated again, or nil.
  func fusedBackward(_ context: BackwardContext) -> [Tensor?]?
}

extension DifferentiableOperation {
  /// None.
  public var accumulates: SavedTensors { .nothing }

  /// Nothing faster.
  public func fusedBackward(_ context: BackwardContext) -> [Tensor?]? { nil }
}

/// The tensors that an operation's gradient needs.
public struct SavedTensors: OptionSet, Sendable {
  /// One bit for each of the first inputs, one for the output.
  public let rawValue: UInt8
  /// A set of the given bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Shapes alone suffice.
  public static let nothing: SavedTensors = []
  /// The first input.
  public static let input0 = SavedTensors(rawValue: 1)
  /// The second input.
  public static let input1 = SavedTensors(rawValue: 2)
  /// The third input.
  public static let input2 = SavedTensors(rawValue: 4)
  /// The result.
  public static let output = SavedTensors(rawValue: 128)

  func contains(input index: Int) -> Bool { index < 7 && rawValue & (1 << index) != 0 }
}

/// Computes an operation and, if gradients are wanted, remembers how.
///
/// The result has history when recording is on, an input requires a gradient, and the result is
/// of a floating-point type.
public func record(_ operation: some DifferentiableOperation, _ inputs: Tensor...) -> Tensor {
  record(operation, inputs)
}

/// Computes an operation on a list of inputs; see ``record(_:_:)-(_,Tensor...)``.
public func record(_ operation: some DifferentiableOperation, _ inputs: [Tensor]) -> Tensor {
  let isTracked = inputs.contains { $0.requiresGrad }
  var result = operation.forward(isTracked ? inputs.map { $0.withoutHistory } : inputs)
  result.history = nil
  if isTracked, result.dtype.isFloatingPoint, GradMode.isEnabled {
    result.history = .node(Node(operation, inputs: inputs, output: result))
  }
  return result
}
