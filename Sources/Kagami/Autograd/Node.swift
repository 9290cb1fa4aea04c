internal import KagamiKernels
internal import Synchronization

/// Where a tensor comes from, as far as gradients care.
package enum History: Sendable {
  /// A recorded operation made it.
  case node(Node)
  /// It is a beginning: its gradient gathers here.
  case leaf(Leaf)
}

/// One recorded operation: a link of the tape.
package final class Node: Sendable {
  /// The tensors that `backward` needs, with histories re-attached.
  struct Saved: Sendable {
    var inputs: [Tensor?]
    var output: Tensor?
  }

  private struct State {
    var edges: [History?]
    /// Kept without history: an output that knew its maker would keep itself alive.
    var saved: Saved?
    /// Called with the whole gradient of the output, before the inputs' are computed from it.
    var hooks: HookList<TensorHook>?
    /// Where the output's gradient is kept; nil unless it was asked for.
    var retained: Leaf?
  }

  /// Counts recorded operations; an operation is always younger than what made its inputs.
  private static let clock = Atomic<UInt64>(0)

  /// Operations recorded since the process began.
  package static var recordedCount: UInt64 { clock.load(ordering: .relaxed) }

  let sequenceNumber: UInt64
  /// What was computed.
  package let operation: any DifferentiableOperation
  let inputs: [GradientForm]
  private let state: Guarded<State>

  init(_ operation: some DifferentiableOperation, inputs: [Tensor], output: Tensor) {
    sequenceNumber = Self.clock.add(1, ordering: .relaxed).oldValue
    self.operation = operation
    self.inputs = inputs.map(GradientForm.init)
    let kept = operation.saves
    let saved = Saved(
      inputs: inputs.enumerated().map { kept.contains(input: $0) ? $1.withoutHistory : nil },
      output: kept.contains(.output) ? output.withoutHistory : nil)
    state = Guarded(
      State(edges: inputs.map { $0.dtype.isFloatingPoint ? $0.history : nil }, saved: saved))
  }

  /// What made each input, nil where no gradient is wanted.
  package var edges: [History?] { state.withLock { $0.edges } }

  /// The kept tensors; nil once released.
  ///
  /// - Parameters:
  ///   - releasing: Whether this is the last time: a second backward pass through this node will be
  ///     refused, unless it keeps nothing.
  ///   - tracked: Whether they are to carry gradients further, as they did.
  func savedTensors(releasing: Bool, tracked: Bool) -> Saved? {
    let isLast = releasing && operation.saves != .nothing
    var (edges, saved) = state.withLock { state in
      defer { if isLast { state.saved = nil } }
      return (state.edges, state.saved)
    }
    guard tracked else { return saved }
    for index in edges.indices { saved?.inputs[index]?.history = edges[index] }
    saved?.output?.history = .node(self)
    edges = []
    return saved
  }

  /// The hooks on the output's gradient, to which some are about to be added.
  func watching() -> HookList<TensorHook> {
    state.withLock { state in
      let present = state.hooks ?? HookList()
      state.hooks = present
      return present
    }
  }

  /// Keeps the output's gradient from now on.
  func retainGradient(of output: Tensor) {
    state.withLock { state in
      if state.retained == nil { state.retained = Leaf(for: output) }
    }
  }

  /// Where the output's gradient is kept, or nil.
  var retained: Leaf? { state.withLock { $0.retained } }

  /// The output's gradient as its hooks leave it, kept where that was asked for.
  func observed(_ gradient: Tensor) -> Tensor {
    let (hooks, retained) = state.withLock { ($0.hooks, $0.retained) }
    let gradient = hooks?.applied(to: gradient) ?? gradient
    retained?.accumulate(gradient)
    return gradient
  }

  /// Chains of a million nodes must not unwind by recursion, so the last owner of a node takes its
  /// edges apart in a loop.
  deinit {
    var pending = takeEdges()
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { pending += node.takeEdges() }
    }
  }

  private func takeEdges() -> [Node] {
    state.withLock { state in
      defer { state.edges = [] }
      return state.edges.compactMap { edge in
        if case .node(let node)? = edge { node } else { nil }
      }
    }
  }
}
