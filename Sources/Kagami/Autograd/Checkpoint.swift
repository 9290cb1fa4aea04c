internal import Synchronization

/// A stretch of recorded operations that save nothing: what they would save is computed anew in backward passes.
///
/// The operations inside are recorded as any others, with edges, hooks and shapes, so that gradients come to
/// whatever the stretch uses. In place of saved tensors a node has the number of its turn. The first node that
/// a pass comes to has the whole stretch computed once more, in which each operation hands what it saves to a
/// list; by number it is found there.
final class Checkpoint: Sendable {
  /// What operations hand their saved tensors to, here.
  private enum Role {
    case firstTime(Checkpoint)
    case again(Recomputation)
  }

  @TaskLocal private static var current: Role?
  /// Stretches open in the process: while there is none, recording an operation costs one load.
  private static let openCount = Atomic<Int>(0)

  static let hint =
    "the closure must compute the same each time: from its inputs, from parameters that stay as they are "
    + "until the pass, and with the current random generator"

  // Called by the task that runs the closure and the backward passes.
  nonisolated(unsafe) private let body: ([Tensor]) -> [Tensor]
  /// The inputs, or what another checkpoint around this one computes them anew from.
  private let inputs: Node.Keeping
  private let places: [Place]
  private let random: RandomStream?
  private let modulePath = ModulePath.current
  private let itemCount = Atomic<Int>(0)
  private let isComplete = Atomic<Bool>(false)

  /// How an input takes part in the graph.
  private enum Place {
    case constant
    case leaf
    case result

    init(_ tensor: Tensor) {
      self = tensor.history == nil ? .constant : tensor.leaf == nil ? .result : .leaf
    }

    /// An equal tensor with such a place in a graph of its own.
    ///
    /// Its own: a chain of checkpoints that held each other's histories would be released by recursion.
    func placed(_ tensor: Tensor) -> Tensor {
      switch self {
      case .constant: tensor
      case .leaf: tensor.requiring(true)
      case .result: tensor.requiring(true).renewed
      }
    }
  }

  private init(
    _ inputs: [Tensor], preservesRandomState: Bool, _ body: @escaping ([Tensor]) -> [Tensor]
  ) {
    self.body = body
    self.inputs = Self.keep(
      Node.Saved(inputs: inputs.map(\.withoutHistory), outputs: []), of: "checkpoint")
    places = inputs.map(Place.init)
    random = preservesRandomState ? RandomGenerator.current.snapshot : nil
  }

  /// Runs `body` as such a stretch.
  static func run(
    _ inputs: [Tensor], preservesRandomState: Bool, _ body: @escaping ([Tensor]) -> [Tensor]
  ) -> [Tensor] {
    guard GradMode.isEnabled, !MisuseScope.hasFailed else { return body(inputs) }
    let checkpoint = Checkpoint(inputs, preservesRandomState: preservesRandomState, body)
    defer { checkpoint.isComplete.store(true, ordering: .releasing) }
    return within(.firstTime(checkpoint)) { body(inputs) }
  }

  private static func within<R>(_ role: Role, _ body: () -> R) -> R {
    openCount.add(1, ordering: .relaxed)
    defer { openCount.subtract(1, ordering: .relaxed) }
    return $current.withValue(role, operation: body)
  }

  /// Where the saved tensors of an operation that is recorded now are kept.
  static func keep(_ saved: Node.Saved, of operation: String) -> Node.Keeping {
    guard openCount.load(ordering: .relaxed) > 0, let current else { return .tensors(saved) }
    switch current {
    case .firstTime(let checkpoint):
      let item = checkpoint.itemCount.add(1, ordering: .relaxed).oldValue
      return .recomputed(checkpoint, item: item)
    case .again(let recomputation):
      recomputation.add(saved, of: operation)
      // A closure that itself computes gradients reads them at once.
      return .tensors(saved)
    }
  }

  /// Computes the stretch once more; what its operations save, in order.
  ///
  /// - Parameter others: What the pass has of checkpoints around this one.
  func recompute(_ others: inout RecomputedTensors) -> [Recomputation.Item] {
    let saved =
      switch inputs {
      case .tensors(let saved): saved
      case .recomputed(let outer, let item): others.take(item, of: outer, for: "checkpoint")
      }
    let recomputation = Recomputation()
    GradMode.$isEnabled.withValue(true) {
      let inputs = zip(places, saved.inputs).map { place, input in
        place.placed(input ?? Tensor.zeros([0]))
      }
      ModulePath.$current.withValue(modulePath) {
        Self.within(.again(recomputation)) {
          guard let random else {
            _ = body(inputs)
            return
          }
          RandomGenerator.scoping(RandomGenerator(random)) { _ = body(inputs) }
        }
      }
    }
    let items = recomputation.items
    let expected = itemCount.load(ordering: .relaxed)
    if isComplete.load(ordering: .acquiring) ? items.count != expected : items.count < expected {
      misuse(
        "checkpoint",
        "A different number of tensors was saved during the original forward and recomputation: "
          + "\(expected) operations saved some the first time, \(items.count) the second",
        hint: Self.hint)
    }
    return items
  }
}
