extension Tensor {
  /// The recorded graph that leads to this tensor, as text in Graphviz's language DOT.
  ///
  /// ```swift
  /// let text = loss.graphDOT(named: ["w": w, "b": b])
  /// // save it as graph.dot, then: dot -Tsvg graph.dot -o graph.svg
  /// ```
  /// Boxes are operations with the shapes of their outputs; ellipses are leaves, at which gradients accumulate,
  /// with their names and shapes; the tensor itself is drawn at the end. Arrows go the way of the values. A
  /// tensor that is an operation's result and has a name shows it in the operation's box. Constants are not
  /// recorded, and so are not there; a tensor without history is a graph of its own box alone. The text is the
  /// same for every run of the same program. Source: <https://graphviz.org/doc/info/lang.html>.
  ///
  /// - Parameters:
  ///   - names: Tensors of the graph by the names that they are to have.
  ///   - showsSaved: Whether the tensors that operations keep for their gradients are drawn too, each with its
  ///     shape: what the graph holds in memory.
  /// - Returns: A whole `digraph`.
  public func graphDOT(named names: [String: Tensor] = [:], showsSaved: Bool = false) -> String {
    var drawing = GraphDrawing(names)
    drawing.draw(self, showsSaved: showsSaved)
    return drawing.text
  }
}

/// A graph on its way to text.
private struct GraphDrawing {
  private var lines: [String] = []
  private var names: [History.ID: String] = [:]
  /// What stands for a leaf or node.
  private var marks: [ObjectIdentifier: String] = [:]
  private var leafCount = 0

  init(_ names: [String: Tensor]) {
    // In order, so that of two names of a tensor always the same one counts.
    for (name, tensor) in names.sorted(by: { $0.key > $1.key }) {
      if let history = tensor.history { self.names[history.id] = name }
    }
  }

  var text: String {
    (["digraph {"] + lines.map { "  " + $0 } + ["}"]).joined(separator: "\n") + "\n"
  }

  mutating func draw(_ root: Tensor, showsSaved: Bool) {
    lines = ["rankdir=LR", "node [shape=box, fontname=\"Helvetica\"]"]
    let nodes = root.history.map { BackwardPass.reachable(from: [$0]) } ?? []
    for (number, node) in nodes.sorted(by: { $0.sequenceNumber < $1.sequenceNumber }).enumerated() {
      draw(node, "n\(number)", showsSaved: showsSaved)
    }
    add("output", ["output", "\(root.shape)"], "style=bold")
    if let history = root.history { connect(history, to: "output") }
  }

  private mutating func draw(_ node: Node, _ mark: String, showsSaved: Bool) {
    marks[ObjectIdentifier(node)] = mark
    let outputs = node.outputs.enumerated().map { index, form in
      (names[History.ID(node, output: index)].map { "\($0) " } ?? "") + "\(form.shape)"
    }
    add(mark, [node.operation.name] + outputs)
    for case let edge? in node.edges { connect(edge, to: mark) }
    guard showsSaved else { return }
    let saves = node.operation.saves
    let inputs = node.inputs.enumerated().filter { saves.contains(input: $0.offset) }
      .map { ("input \($0.offset)", $0.element) }
    let kept = node.outputs.enumerated().filter { saves.contains(output: $0.offset) }
      .map { ("output \($0.offset)", $0.element) }
    for (number, (name, form)) in (inputs + kept).enumerated() {
      add(
        "\(mark)s\(number)", ["saved \(name)", "\(form.shape)"],
        "shape=note, style=dashed")
      lines.append("\(mark)s\(number) -> \(mark) [style=dashed, arrowhead=none]")
    }
  }

  /// An arrow from what `history` stands for, which is drawn here if it is a leaf that is not there yet.
  private mutating func connect(_ history: History, to mark: String) {
    switch history {
    case .node(let node, let output):
      let label = node.outputs.count > 1 ? " [label=\"\(output)\"]" : ""
      lines.append("\(marks[ObjectIdentifier(node)] ?? "?") -> \(mark)\(label)")
    case .leaf(let leaf):
      let id = ObjectIdentifier(leaf)
      if marks[id] == nil {
        marks[id] = "l\(leafCount)"
        leafCount += 1
        let name = names[history.id] ?? "leaf"
        add(
          marks[id] ?? "?", [name, "\(leaf.form.shape)"],
          "shape=ellipse, style=filled, fillcolor=\"#e8f1fd\"")
      }
      lines.append("\(marks[id] ?? "?") -> \(mark)")
    }
  }

  private mutating func add(_ mark: String, _ words: [String], _ style: String? = nil) {
    let label = words.map(Self.escaped).joined(separator: "\\n")
    lines.append("\(mark) [label=\"\(label)\"\(style.map { ", \($0)" } ?? "")]")
  }

  /// Text within quotation marks.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, letter in
      switch letter {
      case "\\", "\"": result += "\\\(letter)"
      case "\n": result += "\\n"
      default: result.append(letter)
      }
    }
  }
}
