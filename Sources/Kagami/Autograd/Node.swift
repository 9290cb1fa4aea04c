internal import KagamiKernels
internal import Synchronization

/// One recorded operation: a link of the tape.
package final class Node: Sendable {
  /// The tensors that `backward` reads; nil in the places of others.
  struct Saved: Sendable {
    var inputs: [Tensor?]
    var outputs: [Tensor?]
  }

  /// Where the saved tensors are.
  enum Keeping: Sendable {
    /// Here.
    case tensors(Saved)
    /// Nowhere: a backward pass computes them anew, as the item of this number of a checkpoint.
    case recomputed(Checkpoint, item: Int)
  }

  /// What is done with the gradient of one output as soon as it is whole.
  private struct Watch {
    /// Called with it, before the inputs' gradients are computed from it.
    var hooks: HookList<TensorHook>?
    /// Where it is kept; nil unless `retainGrad` was called.
    var retained: Leaf?
  }

  private struct State {
    var edges: [History?]
    /// Without history, since an output that referred to its node would keep itself alive; nil once released.
    var saved: Keeping?
    /// By output; empty until the first hook.
    var watches: [Watch] = []
  }

  /// Counts recorded operations; the number of an operation is above those of what made its inputs.
  private static let counter = Atomic<UInt64>(0)

  /// Operations recorded since the process began.
  package static var recordedCount: UInt64 { counter.load(ordering: .relaxed) }

  let sequenceNumber: UInt64
  /// What was computed.
  package let operation: any RecordableOperation
  let inputs: [GradientForm]
  let outputs: [GradientForm]
  /// Where the operation was called; nil but in ``detectAnomaly(infinities:_:)``.
  let origin: AnomalyMode.Origin?
  private let state: Guarded<State>

  init(_ operation: any RecordableOperation, inputs: [Tensor], outputs: [Tensor]) {
    sequenceNumber = Self.counter.add(1, ordering: .relaxed).oldValue
    self.operation = operation
    self.inputs = inputs.map { GradientForm(of: $0) }
    self.outputs = outputs.map { GradientForm(of: $0) }
    let names = operation.saves
    let saved = Saved(
      inputs: inputs.enumerated().map { names.contains(input: $0) ? $1.withoutHistory : nil },
      outputs: outputs.enumerated().map { names.contains(output: $0) ? $1.withoutHistory : nil })
    origin = AnomalyMode.origin(of: operation, inputs, outputs)
    state = Guarded(
      State(
        edges: inputs.map { $0.dtype.isFloatingPoint ? $0.history : nil },
        saved: names == .nothing ? .tensors(saved) : Checkpoint.keep(saved, of: operation.name)))
  }

  /// What made each input, nil where no gradient goes.
  package var edges: [History?] { state.withLock { $0.edges } }

  /// The saved tensors; nil once released.
  ///
  /// - Parameters:
  ///   - releasing: Whether this is the last time: a second backward pass through this node will be
  ///     refused, unless it saves nothing.
  ///   - tracked: Whether they are to carry gradients further, as they did.
  ///   - recomputed: What the pass has of tensors that are computed anew.
  func savedTensors(
    releasing: Bool, tracked: Bool, from recomputed: inout RecomputedTensors
  ) -> Saved? {
    let isLast = releasing && operation.saves != .nothing
    var (edges, kept) = state.withLock { state in
      defer { if isLast { state.saved = nil } }
      return (state.edges, state.saved)
    }
    var saved: Saved?
    switch kept {
    case .tensors(let tensors): saved = tensors
    case .recomputed(let checkpoint, let item):
      let tensors = recomputed.take(item, of: checkpoint, for: operation.name)
      check(tensors)
      saved = tensors
    case nil: return nil
    }
    kept = nil
    guard tracked else { return saved }
    for index in edges.indices { saved?.inputs[index]?.history = edges[index] }
    for index in outputs.indices where outputs[index].dtype.isFloatingPoint {
      saved?.outputs[index]?.history = .node(self, output: index)
    }
    edges = []
    return saved
  }

  /// Stops where tensors that were computed anew are not of the forms that they had.
  private func check(_ saved: Saved) {
    for (tensors, forms) in [(saved.inputs, inputs), (saved.outputs, outputs)] {
      for case (let tensor?, let form) in zip(tensors, forms) where !form.fits(tensor) {
        let found = GradientForm(of: tensor)
        misuse(
          operation.name,
          "checkpoint: Recomputed values have different metadata than during the forward pass: "
            + "\(found.shape), \(found.dtype) on \(found.device), expected \(form.shape), "
            + "\(form.dtype) on \(form.device)", hint: Checkpoint.hint)
      }
    }
  }

  /// The hooks on an output's gradient, to which some are about to be added.
  func watching(_ output: Int) -> HookList<TensorHook> {
    state.withLock { state in
      makeWatches(&state)
      let present = state.watches[output].hooks ?? HookList()
      state.watches[output].hooks = present
      return present
    }
  }

  /// Keeps an output's gradient from now on.
  func retainGradient(of tensor: Tensor, output: Int) {
    state.withLock { state in
      makeWatches(&state)
      if state.watches[output].retained == nil {
        state.watches[output].retained = Leaf(for: tensor)
      }
    }
  }

  private func makeWatches(_ state: inout State) {
    if state.watches.isEmpty { state.watches = outputs.map { _ in Watch() } }
  }

  private func watch(_ output: Int) -> Watch? {
    state.withLock { $0.watches.isEmpty ? nil : $0.watches[output] }
  }

  /// Where an output's gradient is kept, or nil.
  func retained(_ output: Int) -> Leaf? { watch(output)?.retained }

  /// An output's gradient as its hooks leave it, kept where `retainGrad` was called.
  func observed(_ gradient: Tensor, output: Int) -> Tensor {
    guard let watch = watch(output) else { return gradient }
    let gradient = watch.hooks?.applied(to: gradient) ?? gradient
    watch.retained?.accumulate(.dense(gradient))
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
        if case .node(let node, _)? = edge { node } else { nil }
      }
    }
  }
}
