/// One walk over the tape, youngest operation first.
struct BackwardPass {
  /// Where gradients are wanted.
  enum Target {
    /// They gather at every leaf.
    case leaves
    /// They gather at these leaves only.
    case some(Set<ObjectIdentifier>)
    /// They are results of the pass, for these leaves and nodes.
    case results(Set<ObjectIdentifier>)

    /// The leaves and nodes that matter; all if nil.
    var chosen: Set<ObjectIdentifier>? {
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
  private var waiting: [ObjectIdentifier: Tensor] = [:]
  private var queue = AgeQueue()
  /// Nodes from which a chosen target can be reached.
  private var useful: Set<ObjectIdentifier> = []
  /// Gradients of the chosen targets.
  private(set) var results: [ObjectIdentifier: Tensor] = [:]

  init(retainGraph: Bool, createGraph: Bool, target: Target) {
    self.retainGraph = retainGraph
    self.createGraph = createGraph
    self.target = target
  }

  /// Sends `seed` back from `root`.
  mutating func run(from root: History, seed: Tensor) {
    if let chosen = target.chosen { findUseful(from: root, chosen) }
    deliver(seed, to: root)
    while let node = queue.pop() { step(node) }
  }

  private mutating func step(_ node: Node) {
    let id = ObjectIdentifier(node)
    guard let gradient = waiting.removeValue(forKey: id) else { return }
    if case .results(let chosen) = target, chosen.contains(id) { results[id] = gradient }
    guard wants(.node(node)) else { return }
    guard let saved = node.savedTensors() else {
      misuse(
        node.operation.name, "backward walks this graph a second time, after it was freed",
        hint: "pass retainGraph: true to the first backward, or compute the loss again")
    }
    let edges = node.edges
    let needs = edges.map { $0.map(leadsSomewhere) ?? false }
    guard needs.contains(true) else { return }
    let gathered = createGraph ? nil : takeGathered(for: node, edges, needs)
    let context = BackwardContext(
      node: node, saved: saved, gradient: gradient, gathered: gathered, needs: needs)
    let gradients =
      (createGraph ? nil : node.operation.fusedBackward(context))
      ?? node.operation.backward(context)
    if !retainGraph { node.release() }
    if let gathered {
      for (index, edge) in edges.enumerated() {
        if let edge, let untouched = gathered.untouched(index) { deliver(untouched, to: edge) }
      }
    }
    for (index, edge) in edges.enumerated() where needs[index] {
      guard let edge, let gradient = gradients[index] else { continue }
      let expected = node.inputs[index].shape
      if gradient.shape != expected {
        misuse(
          node.operation.name,
          "backward gives input \(index) a gradient of \(gradient.shape), expected \(expected)")
      }
      deliver(gradient, to: edge)
    }
  }

  /// Hands over what has gathered at the leaves whose gradients the operation can add to.
  private mutating func takeGathered(
    for node: Node, _ edges: [History?], _ needs: [Bool]
  ) -> GatheredGradients? {
    let wanted = node.operation.accumulates
    guard wanted != .nothing else { return nil }
    var places: [Int: GatheredGradients.Place] = [:]
    for (index, edge) in edges.enumerated() where needs[index] && wanted.contains(input: index) {
      guard case .leaf(let leaf)? = edge else { continue }
      switch target {
      case .leaves, .some: places[index] = .leaf(leaf)
      case .results:
        places[index] = results.removeValue(forKey: ObjectIdentifier(leaf)).map { .passing($0) }
      }
    }
    return places.isEmpty ? nil : GatheredGradients(places)
  }

  private mutating func deliver(_ gradient: Tensor, to history: History) {
    switch history {
    case .node(let node):
      let id = ObjectIdentifier(node)
      if let sum = waiting.removeValue(forKey: id) {
        waiting[id] = sum.gathering(gradient)
      } else {
        waiting[id] = gradient
        queue.push(node)
      }
    case .leaf(let leaf):
      switch target {
      case .leaves: leaf.accumulate(gradient)
      case .some(let chosen):
        if chosen.contains(ObjectIdentifier(leaf)) { leaf.accumulate(gradient) }
      case .results:
        let id = ObjectIdentifier(leaf)
        results[id] = results.removeValue(forKey: id)?.gathering(gradient) ?? gradient
      }
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
  private mutating func findUseful(from root: History, _ chosen: Set<ObjectIdentifier>) {
    guard case .node(let first) = root else { return }
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(first)]
    var found = [first]
    var next = 0
    while next < found.count {
      for case .node(let node)? in found[next].edges
      where seen.insert(ObjectIdentifier(node)).inserted { found.append(node) }
      next += 1
    }
    found.sort { $0.age < $1.age }
    for node in found
    where node.edges.contains(where: { edge in
      guard let id = edge?.id else { return false }
      return chosen.contains(id) || useful.contains(id)
    }) {
      useful.insert(ObjectIdentifier(node))
    }
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
