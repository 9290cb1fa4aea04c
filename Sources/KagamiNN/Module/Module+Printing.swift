extension Module: CustomStringConvertible {
  /// The tree of modules, character for character as PyTorch prints it.
  ///
  /// ```swift
  /// print(Sequential(Linear(2, 1), Tanh()))
  /// // Sequential(
  /// //   (0): Linear(in_features=2, out_features=1, bias=True)
  /// //   (1): Tanh()
  /// // )
  /// ```
  public var description: String {
    let name = "\(type(of: self))"
    let children = printedChildren
    let extra = extraDescription
    if children.isEmpty && !extra.contains("\n") { return "\(name)(\(extra))" }
    let details = extra.isEmpty ? [] : extra.split(separator: "\n").map(String.init)
    let lines = details + children.map { $0.split(separator: "\n").joined(separator: "\n  ") }
    return "\(name)(\n  \(lines.joined(separator: "\n  "))\n)"
  }

  /// The children as `(name): Child(…)`; where the module says so, equal neighbours are one.
  private var printedChildren: [String] {
    let children = allNamedChildren.map { (name: $0.name, text: $0.module.description) }
    guard printsRepetitionsOnce else { return children.map { "(\($0.name)): \($0.text)" } }
    var runs: [(first: String, last: String, count: Int, text: String)] = []
    for child in children {
      if let last = runs.last, last.text == child.text {
        runs[runs.count - 1] = (last.first, child.name, last.count + 1, last.text)
      } else {
        runs.append((child.name, child.name, 1, child.text))
      }
    }
    return runs.map { run in
      run.count == 1
        ? "(\(run.first)): \(run.text)"
        : "(\(run.first)-\(run.last)): \(run.count) x \(run.text)"
    }
  }
}
