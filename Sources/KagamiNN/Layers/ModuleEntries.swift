internal import Kagami

/// Modules under names, in order: the storage of containers.
struct ModuleEntries {
  private(set) var names: [String] = []
  private(set) var modules: [Module] = []

  init() {}

  /// Modules named by position.
  init(_ modules: [Module]) {
    self.modules = modules
    renumber()
  }

  var members: [Member] { zip(names, modules).map { .module($0, $1) } }

  /// The module of a name.
  subscript(name: String) -> Module? { names.firstIndex(of: name).map { modules[$0] } }

  /// Puts a module in place of the one of that name, else at the end; nil takes it out.
  mutating func set(_ module: Module?, name: String) {
    switch (names.firstIndex(of: name), module) {
    case (let index?, let module?): modules[index] = module
    case (let index?, nil):
      names.remove(at: index)
      modules.remove(at: index)
    case (nil, let module?):
      names.append(name)
      modules.append(module)
    case (nil, nil): break
    }
  }

  mutating func replace(_ index: Int, by module: Module) { modules[index] = module }

  mutating func insert(_ module: Module, at index: Int, _ container: String) {
    let position = index < 0 ? index + modules.count : index
    if !(0...modules.count).contains(position) { outOfRange(index, container) }
    if names != modules.indices.map(String.init) {
      misuse(
        container, "a module is inserted among the names \(names.joined(separator: ", "))",
        hint: "insert where modules are named by position, or make a new \(container)")
    }
    modules.insert(module, at: position)
    renumber()
  }

  mutating func remove(at index: Int, _ container: String) -> Module {
    let module = modules.remove(at: position(index, container))
    renumber()
    return module
  }

  /// The entries of a range, under their names.
  func part(_ range: some RangeExpression<Int>, _ container: String) -> ModuleEntries {
    // The ends are compared before bounds are formed: the bounds of `5...` may be reversed.
    let isWithin: Bool =
      switch range {
      case let range as PartialRangeFrom<Int>: (0...modules.count).contains(range.lowerBound)
      case let range as PartialRangeUpTo<Int>: (0...modules.count).contains(range.upperBound)
      case let range as PartialRangeThrough<Int>: (-1..<modules.count).contains(range.upperBound)
      case let range as ClosedRange<Int>:
        range.lowerBound >= 0 && range.upperBound < modules.count
      case let range as Range<Int>: range.lowerBound >= 0 && range.upperBound <= modules.count
      default: true
      }
    if !isWithin {
      misuse(container, "positions \(range) are not within \(modules.count) modules")
    }
    let bounds = range.relative(to: modules.indices)
    var part = ModuleEntries()
    part.names = Array(names[bounds])
    part.modules = Array(modules[bounds])
    return part
  }

  /// The position that a possibly negative index names.
  func position(_ index: Int, _ container: String) -> Int {
    let position = index < 0 ? index + modules.count : index
    if !modules.indices.contains(position) { outOfRange(index, container) }
    return position
  }

  private func outOfRange(_ index: Int, _ container: String) -> Never {
    misuse(container, "index \(index) is out of range of \(modules.count) modules")
  }

  private mutating func renumber() { names = modules.indices.map(String.init) }
}
