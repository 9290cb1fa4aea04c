internal import KagamiKernels
internal import Synchronization

/// A stretch of code in which misuse is an error and not the end of the program: a dry run.
///
/// The code under examination cannot fail: a user's `forward` returns a tensor and does not throw. So it
/// runs to its end, `defer` blocks included. The first misuse is noted; the operation that found it returns
/// a stand-in, and from then on calls of modules, backward passes and optimizer steps do nothing. What the
/// code returned is then thrown away, and the noted error is thrown in its place.
///
/// Misuse at a place that has no stand-in to return still stops the program, with the first error noted.
package final class MisuseScope: Sendable {
  @TaskLocal private static var current: MisuseScope?
  /// Scopes open in the process: while there is none, a look at ``hasFailed`` costs one load.
  private static let openCount = Atomic<Int>(0)

  private let first = Guarded<MisuseError?>(nil)

  private init() {}

  /// Whether this task runs in a scope in which misuse was found already.
  package static var hasFailed: Bool { firstError != nil }

  /// The first misuse found in this task's scope.
  static var firstError: MisuseError? {
    guard openCount.load(ordering: .relaxed) > 0, let scope = current else { return nil }
    return scope.first.withLock { $0 }
  }

  /// Runs `body` in a scope of its own.
  ///
  /// - Returns: What `body` returns.
  /// - Throws: The first misuse found in `body`.
  package static func run<R>(_ body: () -> R) throws(MisuseError) -> R {
    let scope = MisuseScope()
    openCount.add(1, ordering: .relaxed)
    defer { openCount.subtract(1, ordering: .relaxed) }
    let result = $current.withValue(scope) { body() }
    if let error = scope.first.withLock({ $0 }) { throw error }
    return result
  }

  /// Notes misuse where execution can go on with a stand-in; stops the program outside a scope.
  static func note(_ error: MisuseError) {
    guard openCount.load(ordering: .relaxed) > 0, let scope = current else { stop(error) }
    scope.first.withLock { first in
      if first == nil { first = error }
    }
  }

  /// Ends the program with the message of `error`, or of the misuse that led to it.
  ///
  /// - Parameter callSite: The user's line; the one that runs now unless given.
  static func stop(_ error: MisuseError, callSite: String? = CallSite.capture()) -> Never {
    fatalError((firstError ?? error).description(callSite: callSite))
  }
}
