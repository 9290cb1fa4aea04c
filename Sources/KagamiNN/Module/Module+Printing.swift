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
  /// Modules in an array are printed as a ``ModuleList``, those in a dictionary as a ``ModuleDict``.
  /// A module stored within itself, such as a child's reference to its parent, is left out there.
  public var description: String { printed(within: []) }

  /// - Parameter path: The modules around this one.
  private func printed(within path: Set<ObjectIdentifier>) -> String {
    let path = path.union([ObjectIdentifier(self)])
    let children = allNamedChildren.filter { !path.contains(ObjectIdentifier($0.module)) }
      .map { child in
        // PyTorch's wrappers print what they wrap under this name.
        PrintedForm.Child(
          path: (child.name.isEmpty ? "module" : child.name).split(separator: "."),
          text: child.module.printed(within: path))
      }
    return PrintedForm.text(
      printedType, details: extraDescription,
      PrintedForm.lines(children, mergingEqualNeighbours: printsRepetitionsOnce) + printedExtras)
  }
}

/// The layout of PyTorch's printed modules.
enum PrintedForm {
  /// A child's printed form and its position: `["blocks", "0"]` for the first of an array.
  struct Child {
    var path: [Substring]
    let text: String
  }

  /// A module of the given type, with its details and its children's lines.
  static func text(_ type: String, details: String = "", _ children: [String]) -> String {
    if children.isEmpty && !details.contains("\n") { return "\(type)(\(details))" }
    let lines = details.split(separator: "\n").map(String.init) + children
    let indented = lines.map { $0.split(separator: "\n").joined(separator: "\n  ") }
    return "\(type)(\n  \(indented.joined(separator: "\n  "))\n)"
  }

  /// The children as `(name): Child(…)`.
  static func lines(_ children: [Child], mergingEqualNeighbours: Bool) -> [String] {
    var entries: [(name: String, text: String)] = []
    var rest = children[...]
    while let first = rest.first, let name = first.path.first {
      let group = rest.prefix { $0.path.count > 1 && $0.path.first == name }
      if group.isEmpty {
        entries.append((String(name), first.text))
        rest = rest.dropFirst()
      } else {
        entries.append((String(name), container(group)))
        rest = rest.dropFirst(group.count)
      }
    }
    return mergingEqualNeighbours ? merged(entries) : entries.map { "(\($0.name)): \($0.text)" }
  }

  /// The members of one array or dictionary, as the container that it would be in PyTorch.
  private static func container(_ group: ArraySlice<Child>) -> String {
    let children = group.map { Child(path: Array($0.path.dropFirst()), text: $0.text) }
    let isList = children.allSatisfy { $0.path.first.flatMap { Int($0) } != nil }
    return text(
      isList ? "ModuleList" : "ModuleDict", lines(children, mergingEqualNeighbours: isList))
  }

  /// Equal neighbours as one line, with their number.
  private static func merged(_ entries: [(name: String, text: String)]) -> [String] {
    var runs: [(first: String, last: String, count: Int, text: String)] = []
    for entry in entries {
      if let last = runs.last, last.text == entry.text {
        runs[runs.count - 1] = (last.first, entry.name, last.count + 1, last.text)
      } else {
        runs.append((entry.name, entry.name, 1, entry.text))
      }
    }
    return runs.map { run in
      run.count == 1
        ? "(\(run.first)): \(run.text)"
        : "(\(run.first)-\(run.last)): \(run.count) x \(run.text)"
    }
  }
}
