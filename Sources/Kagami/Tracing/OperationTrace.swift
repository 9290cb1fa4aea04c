internal import Synchronization

/// A record of every operation that a task computes, whether or not a gradient is required: what exporters read.
///
/// Results keep their memory while the record is there, so that memory tells which tensor is which: a write in
/// place takes memory of its own. Operations that are computed within another one are not recorded.
package final class OperationTrace: Sendable {
  /// One operation that was computed.
  package struct Entry: Sendable {
    /// What it is called in messages.
    package let name: String
    /// What was computed; nil where no exporter has use for it.
    package let kind: OperationKind?
    package let inputs: [Tensor]
    package let outputs: [Tensor]
    /// The module whose `forward` ran.
    package let modulePath: ModulePath?
  }

  @TaskLocal private static var current: OperationTrace?
  /// Records open in the process: while there is none, a look at ``active`` costs one load.
  private static let openCount = Atomic<Int>(0)

  private let entries = Guarded<[Entry]>([])

  private init() {}

  /// The record that this task adds to, or nil.
  static var active: OperationTrace? {
    openCount.load(ordering: .relaxed) > 0 ? current : nil
  }

  /// Runs `body` and records what it computes.
  ///
  /// - Returns: What `body` returns, and the operations in their order.
  package static func recording<R>(_ body: () -> R) -> (result: R, entries: [Entry]) {
    let trace = OperationTrace()
    openCount.add(1, ordering: .relaxed)
    defer { openCount.subtract(1, ordering: .relaxed) }
    let result = $current.withValue(trace, operation: body)
    return (result, trace.entries.withLock { $0 })
  }

  /// Computes the results of an operation and adds it.
  func adding(
    _ name: String, _ kind: OperationKind?, _ inputs: [Tensor], _ compute: () -> [Tensor]
  ) -> [Tensor] {
    let outputs = Self.$current.withValue(nil, operation: compute)
    let entry = Entry(
      name: name, kind: kind, inputs: inputs.map(\.withoutHistory),
      outputs: outputs.map(\.withoutHistory), modulePath: ModulePath.current)
    entries.withLock { $0.append(entry) }
    return outputs
  }
}

extension Tensor {
  /// What tells one tensor from another while the memory of both is there: where its elements are.
  package struct MemoryPlace: Hashable, Sendable {
    private let storage: ObjectIdentifier
    private let offset: Int
    private let shape: Shape
    private let strides: Strides
    private let dtype: DType

    init(_ tensor: Tensor) {
      storage = ObjectIdentifier(tensor.storage)
      (offset, shape) = (tensor.offset, tensor.shape)
      (strides, dtype) = (tensor.strides, tensor.dtype)
    }
  }

  /// Where the elements are.
  package var memoryPlace: MemoryPlace { MemoryPlace(self) }
}
