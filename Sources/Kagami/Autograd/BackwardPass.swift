/// One walk over the tape, youngest operation first.
struct BackwardPass {
  /// Where gradients are wanted.
  enum Target {
    /// They gather at every leaf.
    case leaves
    /// They gather at these leaves only.
    case some(IdentitySet)
    /// They are results of the pass, for these leaves and nodes.
    case results(IdentitySet)

    /// The leaves and nodes that matter; all if nil.
    var chosen: IdentitySet? {
      switch self {
      case .leaves: nil
      case .some(let chosen), .results(let chosen): chosen
      }
    }
  }

  let retainGraph: Bool
  let createGraph: Bool
  let target: Target
  /// Gradients on their way, by the node or leaf that they belong to.
  private var waiting = IdentityMap<Tensor>()
  private var queue = SequenceQueue()
  /// Nodes from which a chosen target can be reached.
  private var useful = IdentitySet()
  /// Leaves with hooks, which see a pass's whole gradient at once.
  private var watched: [ObjectIdentifier: WatchedLeaf] = [:]
  private var watchedOrder: [ObjectIdentifier] = []
  private let ending = PassEnding()
  /// Gradients of the chosen targets.
  private(set) var results = IdentityMap<Tensor>()

  init(retainGraph: Bool, createGraph: Bool, target: Target) {
    self.retainGraph = retainGraph
    self.createGraph = createGraph
    self.target = target
  }

  /// Sends `seed` back from `root`.
  mutating func run(from root: History, seed: Tensor) {
    if let chosen = target.chosen { findUseful(from: root, chosen) }
    guard LeafWatch.isAnyRegistered else { return walk(from: root, seed: seed) }
    BackwardPassIdentity.$current.withValue(BackwardPassIdentity()) {
      findWatched(from: root)
      walk(from: root, seed: seed)
    }
  }

  private mutating func walk(from root: History, seed: Tensor) {
    deliver(seed, to: root)
    while let node = queue.pop() { step(node) }
    // Some edges may have brought nothing.
    for id in watchedOrder { finish(id) }
    ending.run()
  }

  private mutating func step(_ node: Node) {
    let id = ObjectIdentifier(node)
    guard let gradient = waiting.take(id).map(node.observed) else { return }
    if case .results(let chosen) = target, chosen.contains(id) {
      results.insert(gradient, for: id)
    }
    guard wants(.node(node)) else { return }
    guard let saved = node.savedTensors(releasing: !retainGraph, tracked: createGraph) else {
      misuse(
        node.operation.name, "backward walks this graph a second time, after it was freed",
        hint: "pass retainGraph: true to the first backward, or compute the loss again")
    }
    let edges = node.edges
    let needs = edges.map { $0.map(leadsSomewhere) ?? false }
    guard needs.contains(true) else { return }
    let gathered = createGraph ? nil : takeGathered(for: node, edges, needs)
    let context = BackwardContext(
      node: node, saved: saved, gradient: gradient, gathered: gathered, needs: needs,
      ending: ending)
    let gradients =
      (createGraph ? nil : node.operation.fusedBackward(context))
      ?? node.operation.backward(context)
    defer { countDown(edges, needs) }
    if let gathered {
      for (index, edge) in edges.enumerated() {
        if let edge, let untouched = gathered.untouched(index) { deliver(untouched, to: edge) }
      }
    }
    if gradients.count != edges.count {
      misuse(
        node.operation.name,
        "backward gives \(gradients.count) gradients for \(edges.count) inputs",
        hint: "return one for each input, nil where there is none")
    }
    for (index, edge) in edges.enumerated() where needs[index] {
      guard let edge, let gradient = gradients[index] else { continue }
      check(gradient, of: node, at: index)
      deliver(gradient, to: edge)
    }
  }

  private func check(_ gradient: Tensor, of node: Node, at index: Int) {
    let input = node.inputs[index]
    if input.fits(gradient) { return }
    misuse(
      node.operation.name,
      "backward gives input \(index) a gradient of \(gradient.shape), \(gradient.dtype) on "
        + "\(gradient.device), expected \(input.shape), \(input.dtype) on \(input.device)")
  }

  /// Hands over what has gathered at the leaves whose gradients the operation can add to.
  private mutating func takeGathered(
    for node: Node, _ edges: [History?], _ needs: [Bool]
  ) -> GatheredGradients? {
    let wanted = node.operation.accumulates
    guard wanted != .nothing else { return nil }
    var places = [GatheredGradients.Place?](repeating: nil, count: edges.count)
    for (index, edge) in edges.enumerated() where needs[index] && wanted.contains(input: index) {
      guard case .leaf(let leaf)? = edge, watched[ObjectIdentifier(leaf)] == nil else { continue }
      switch target {
      case .leaves, .some: places[index] = .leaf(leaf)
      case .results:
        places[index] = results.take(ObjectIdentifier(leaf)).map { .passing($0) }
      }
    }
    return places.contains { $0 != nil } ? GatheredGradients(places) : nil
  }

  private mutating func deliver(_ gradient: Tensor, to history: History) {
    switch history {
    case .node(let node):
      let id = ObjectIdentifier(node)
      if let sum = waiting.take(id) {
        waiting.insert(sum.gathering(gradient), for: id)
      } else {
        waiting.insert(gradient, for: id)
        queue.push(node)
      }
    case .leaf(let leaf):
      let id = ObjectIdentifier(leaf)
      if watched[id] != nil {
        watched[id]?.gather(gradient)
        return
      }
      gather(gradient, at: leaf)
    }
  }

  private mutating func gather(_ gradient: Tensor, at leaf: Leaf) {
    let id = ObjectIdentifier(leaf)
    switch target {
    case .leaves: leaf.accumulate(gradient)
    case .some(let chosen):
      if chosen.contains(id) { leaf.accumulate(gradient) }
    case .results:
      results.insert(results.take(id)?.gathering(gradient) ?? gradient, for: id)
    }
  }

  /// Whether the node's own gradient has to be computed further.
  private func wants(_ history: History) -> Bool {
    target.chosen == nil || useful.contains(history.id)
  }

  private func leadsSomewhere(_ history: History) -> Bool {
    target.chosen?.contains(history.id) ?? true || useful.contains(history.id)
  }

  /// Marks the nodes that lead to a chosen target, oldest first, without recursion.
  private mutating func findUseful(from root: History, _ chosen: IdentitySet) {
    for node in Self.reachable(from: root).sorted(by: { $0.sequenceNumber < $1.sequenceNumber })
    where node.edges.contains(where: { edge in
      guard let id = edge?.id else { return false }
      return chosen.contains(id) || useful.contains(id)
    }) {
      useful.insert(ObjectIdentifier(node))
    }
  }

  /// The nodes that the root was computed from, itself included, without recursion.
  private static func reachable(from root: History) -> [Node] {
    guard case .node(let first) = root else { return [] }
    var seen = IdentitySet([ObjectIdentifier(first)])
    var found = [first]
    var next = 0
    while next < found.count {
      for case .node(let node)? in found[next].edges
      where seen.insert(ObjectIdentifier(node)) { found.append(node) }
      next += 1
    }
    return found
  }
}

// Hooks on leaves: several edges may lead to one, and its hooks see their sum.
extension BackwardPass {
  private struct WatchedLeaf {
    let leaf: Leaf
    let watch: LeafWatch
    /// Edges that may still bring something.
    var missing = 0
    var sum: Tensor?

    mutating func gather(_ gradient: Tensor) {
      sum = sum.take()?.gathering(gradient) ?? gradient
    }
  }

  /// Counts the edges that lead to leaves with hooks.
  private mutating func findWatched(from root: History) {
    if case .leaf(let leaf) = root { note(leaf) }
    for node in Self.reachable(from: root) where wants(.node(node)) {
      for case .leaf(let leaf)? in node.edges where leadsSomewhere(.leaf(leaf)) { note(leaf) }
    }
  }

  private mutating func note(_ leaf: Leaf) {
    guard let watch = leaf.watch else { return }
    let id = ObjectIdentifier(leaf)
    if watched[id] == nil { watchedOrder.append(id) }
    watched[id, default: WatchedLeaf(leaf: leaf, watch: watch)].missing += 1
  }

  /// Notes that a node's edges have brought what they will.
  private mutating func countDown(_ edges: [History?], _ needs: [Bool]) {
    guard !watched.isEmpty else { return }
    for case (.leaf(let leaf)?, true) in zip(edges, needs) {
      let id = ObjectIdentifier(leaf)
      watched[id]?.missing -= 1
      if watched[id]?.missing == 0 { finish(id) }
    }
  }

  /// Shows the leaf's hooks the whole gradient, and gathers it.
  private mutating func finish(_ id: ObjectIdentifier) {
    guard let entry = watched.removeValue(forKey: id), let sum = entry.sum else { return }
    gather(entry.watch.applied(to: sum), at: entry.leaf)
    if case .results = target { return }
    entry.watch.callAfterwards()
  }
}

extension History {
  /// The identity of the node or leaf.
  var id: ObjectIdentifier {
    switch self {
    case .node(let node): ObjectIdentifier(node)
    case .leaf(let leaf): ObjectIdentifier(leaf)
    }
  }
}
