internal import Kagami

/// A tensor in place of a parameter's value, for the calls of one task.
///
/// The parameter itself stays as it is, so that other tasks may use it at the same time, and a call that
/// fails leaves nothing behind.
final class StandIn: Sendable {
  /// The innermost of this task.
  @TaskLocal private static var current: StandIn?

  // Read and written by the task that runs within it.
  nonisolated(unsafe) private let parameter: Parameter
  nonisolated(unsafe) var tensor: Tensor
  private let outer: StandIn?

  private init(_ tensor: Tensor, for parameter: Parameter) {
    (self.tensor, self.parameter, outer) = (tensor, parameter, Self.current)
  }

  /// Runs `body` with `tensor` as the value of `parameter`.
  static func running<R>(
    _ tensor: Tensor, for parameter: Parameter, _ body: () throws -> R
  ) rethrows -> R {
    try $current.withValue(StandIn(tensor, for: parameter), operation: body)
  }

  /// The stand-in for `parameter` on this task, or nil.
  static func of(_ parameter: Parameter) -> StandIn? {
    var standIn = current
    while let present = standIn, present.parameter !== parameter { standIn = present.outer }
    return standIn
  }
}
