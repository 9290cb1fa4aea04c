internal import KagamiKernels

/// What is to be done once a backward pass has come to its end, whatever it reached.
///
/// Between the outputs and the inputs of a module its gradients are kept for the hooks; a pass for a
/// weight's gradient alone never comes to the inputs, and gradients that are recorded would keep the graph.
package final class PassEnding: Sendable {
  private let work = Guarded<[@Sendable () -> Void]>([])

  init() {}

  /// Has `body` called when the pass ends.
  package func add(_ body: @escaping @Sendable () -> Void) { work.withLock { $0.append(body) } }

  func run() {
    let due = work.withLock { work in
      defer { work = [] }
      return work
    }
    for body in due { body() }
  }
}
