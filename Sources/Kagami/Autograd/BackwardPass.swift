/// One walk over the tape, by descending sequence number.
struct BackwardPass {
  /// Where gradients are accumulated.
  enum Target {
    /// They accumulate at every leaf.
    case leaves
    /// They accumulate at these leaves only.
    case some(SmallSet<History.ID>)
    /// They are results of the pass, for these leaves and outputs of nodes.
    case results(SmallSet<History.ID>)

    /// The tensors that matter; all if nil.
    var chosen: SmallSet<History.ID>? {
      switch self {
      case .leaves: nil
      case .some(let chosen), .results(let chosen): chosen
      }
    }
  }

  let retainGraph: Bool
  let createGraph: Bool
  let target: Target
  /// Gradients of nodes' outputs that are not whole yet.
  private var pending = SmallMap<History.ID, Tensor>()
  private var queue = SequenceQueue()
  /// Nodes of several outputs in the queue: there may be thousands of outputs, too many to look through.
  private var queued = SmallSet<ObjectIdentifier>()
  /// Nodes from which a chosen target can be reached.
  private var useful = SmallSet<ObjectIdentifier>()
  /// Leaves with hooks, which are called with a pass's whole gradient.
  private var watched = WatchedLeaves()
  private let ending = PassEnding()
  /// Saved tensors of checkpoints, computed anew.
  private var recomputed = RecomputedTensors()
  /// Gradients of the chosen targets.
  private(set) var results = SmallMap<History.ID, Tensor>()

  init(retainGraph: Bool, createGraph: Bool, target: Target) {
    self.retainGraph = retainGraph
    self.createGraph = createGraph
    self.target = target
  }

  /// Sends the seed of each root back from there.
  mutating func run(from roots: [(history: History, seed: Tensor)]) {
    if let chosen = target.chosen { findUseful(from: roots.map(\.history), chosen) }
    guard LeafWatch.isAnyRegistered else { return walk(from: roots) }
    BackwardPassIdentity.$current.withValue(BackwardPassIdentity(ending: ending)) {
      findWatched(from: roots.map(\.history))
      walk(from: roots)
    }
  }

  private mutating func walk(from roots: [(history: History, seed: Tensor)]) {
    for root in roots { deliver(.dense(root.seed), to: root.history) }
    while let node = queue.pop() {
      if node.outputs.count > 1 { _ = queued.take(ObjectIdentifier(node)) }
      step(node)
    }
    // Some edges may have brought nothing.
    for entry in watched.takeAll() { finish(entry) }
    ending.run()
  }

  private mutating func step(_ node: Node) {
    let gradients = takePending(of: node)
    guard target.chosen == nil || useful.contains(ObjectIdentifier(node)) else { return }
    guard
      let saved = node.savedTensors(
        releasing: !retainGraph, tracked: createGraph, from: &recomputed)
    else {
      return misuse(
        node.operation.name,
        "Trying to backward through the graph a second time, after a pass freed what it had saved",
        hint:
          "pass retainGraph: true to the first backward, compute the loss again, or cut the part "
          + "that is not needed off with detach()", standIn: ())
    }
    let edges = node.edges
    let needs = edges.map { $0.map(isNeeded) ?? false }
    guard needs.contains(true) else { return }
    let context = BackwardContext(
      node: node, saved: saved, gradients: gradients, needs: needs, ending: ending)
    let inputs =
      (createGraph ? nil : node.operation.fusedBackward(context))
      ?? node.operation.backward(context).map { $0.map { .dense($0) } }
    if inputs.count != edges.count {
      misuse(
        node.operation.name,
        "backward gives \(inputs.count) gradients for \(edges.count) inputs",
        hint: "return one for each input, nil where there is none")
    }
    AnomalyMode.check(inputs, of: node, gradients, saved)
    for (index, edge) in edges.enumerated() where needs[index] {
      guard let edge, let gradient = inputs[index] else { continue }
      check(gradient.form, of: node, at: index)
      deliver(gradient, to: edge)
    }
    countDown(edges, needs)
  }

  /// The gradients of a node's outputs as their hooks leave them, now that they are whole.
  private mutating func takePending(of node: Node) -> [Tensor?] {
    node.outputs.indices.map { output in
      let id = History.ID(node, output: output)
      guard let sum = pending.take(id) else { return nil }
      let gradient = node.observed(sum, output: output)
      if case .results(let chosen) = target, chosen.contains(id) {
        results.insert(gradient, for: id)
      }
      return gradient
    }
  }

  private func check(_ form: GradientForm, of node: Node, at index: Int) {
    let input = node.inputs[index]
    if form == input { return }
    misuse(
      node.operation.name,
      "backward gives input \(index) a gradient of \(form.shape), \(form.dtype) on "
        + "\(form.device), expected \(input.shape), \(input.dtype) on \(input.device)")
  }

  private mutating func deliver(_ gradient: Gradient, to history: History) {
    switch history {
    case .node(let node, let output):
      let id = History.ID(node, output: output)
      let isFirst =
        node.outputs.count > 1 ? queued.insert(ObjectIdentifier(node)) : !pending.contains(id)
      pending.insert(gradient.formed(onto: pending.take(id)), for: id)
      if isFirst { queue.push(node) }
    case .leaf(let leaf):
      if !watched.add(gradient, for: leaf) { accumulate(gradient, at: leaf) }
    }
  }

  private mutating func accumulate(_ gradient: Gradient, at leaf: Leaf) {
    let id = History.ID(leaf)
    switch target {
    case .leaves: leaf.accumulate(gradient)
    case .some(let chosen):
      if chosen.contains(id) { leaf.accumulate(gradient) }
    case .results:
      results.insert(gradient.formed(onto: results.take(id)), for: id)
    }
  }

  /// Whether a gradient that goes to `history` reaches a chosen target.
  private func isNeeded(_ history: History) -> Bool {
    target.chosen?.contains(history.id) ?? true || useful.contains(history.object)
  }

  /// Marks the nodes that lead to a chosen target, in ascending order, without recursion.
  private mutating func findUseful(from roots: [History], _ chosen: SmallSet<History.ID>) {
    for node in Self.reachable(from: roots).sorted(by: { $0.sequenceNumber < $1.sequenceNumber })
    where node.edges.contains(where: { $0.map(isNeeded) ?? false }) {
      useful.insert(ObjectIdentifier(node))
    }
  }

  /// The nodes that the roots were computed from, themselves included, without recursion.
  static func reachable(from roots: [History]) -> [Node] {
    var seen = SmallSet<ObjectIdentifier>()
    var found: [Node] = []
    for case .node(let node, _) in roots where seen.insert(ObjectIdentifier(node)) {
      found.append(node)
    }
    var next = 0
    while next < found.count {
      for case .node(let node, _)? in found[next].edges
      where seen.insert(ObjectIdentifier(node)) { found.append(node) }
      next += 1
    }
    return found
  }
}

// Leaves with hooks: several edges may lead to one, and its hooks get their sum.
extension BackwardPass {
  /// Counts the edges that lead to leaves with hooks.
  private mutating func findWatched(from roots: [History]) {
    for case .leaf(let leaf) in roots { watched.countEdge(to: leaf) }
    for node in Self.reachable(from: roots)
    where target.chosen == nil || useful.contains(ObjectIdentifier(node)) {
      for case .leaf(let leaf)? in node.edges where isNeeded(.leaf(leaf)) {
        watched.countEdge(to: leaf)
      }
    }
  }

  /// Counts off a node's edges, and finishes the leaves to which no more lead.
  private mutating func countDown(_ edges: [History?], _ needs: [Bool]) {
    guard !watched.isEmpty else { return }
    for case (.leaf(let leaf)?, true) in zip(edges, needs) {
      if let entry = watched.countOff(leaf) { finish(entry) }
    }
  }

  /// Calls the leaf's hooks with the whole gradient, and accumulates what they leave.
  private mutating func finish(_ entry: WatchedLeaves.Entry) {
    guard let sum = entry.sum else { return }
    accumulate(.dense(entry.watch.applied(to: sum)), at: entry.leaf)
    if case .results = target { return }
    entry.watch.callAfterwards()
  }
}
