/// How a tensor was made, as far as gradients need it.
package enum History: Sendable {
  /// An output of a recorded operation.
  case node(Node, output: Int)
  /// It was not computed: its gradient accumulates here.
  case leaf(Leaf)

  /// What tells one tensor of a graph from another.
  struct ID: Hashable {
    let object: ObjectIdentifier
    /// The output of a node; 0 of a leaf.
    let output: Int
  }

  /// The identity of the leaf, or of the node and its output.
  var id: ID {
    switch self {
    case .node(let node, let output): ID(object: ObjectIdentifier(node), output: output)
    case .leaf(let leaf): ID(leaf)
    }
  }

  /// The identity of the leaf or node.
  var object: ObjectIdentifier {
    switch self {
    case .node(let node, _): ObjectIdentifier(node)
    case .leaf(let leaf): ObjectIdentifier(leaf)
    }
  }
}

extension History.ID {
  /// The identity of a leaf.
  init(_ leaf: Leaf) { self.init(object: ObjectIdentifier(leaf), output: 0) }

  /// The identity of an output of a node.
  init(_ node: Node, output: Int) { self.init(object: ObjectIdentifier(node), output: output) }
}
