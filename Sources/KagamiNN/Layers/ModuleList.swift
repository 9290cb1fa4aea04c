internal import Kagami

/// Modules in a list, to be called by the module that holds them.
///
/// ```swift
/// final class Residual: Module {
///   let blocks = ModuleList((0..<3).map { _ in Linear(10, 10) })
///   override func forward(_ x: Tensor) -> Tensor { blocks.reduce(x) { $0 + $1($0) } }
/// }
/// ```
/// Children are named `0`, `1`, …: `blocks.0.weight`. A list cannot be called itself. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleList.html>.
public final class ModuleList: Module {
  private var list: ModuleEntries

  /// The modules in order.
  public init(_ modules: some Sequence<Module>) { list = ModuleEntries(Array(modules)) }

  /// The modules in order.
  public convenience init(_ modules: Module...) { self.init(modules) }

  /// The modules that a builder lists.
  public convenience init(@ModuleBuilder _ modules: () -> [Module]) { self.init(modules()) }

  /// The module at `index`; −1 is the last.
  public subscript(index: Int) -> Module {
    get { list.modules[list.position(index, "ModuleList")] }
    set { list.replace(list.position(index, "ModuleList"), by: newValue) }
  }

  /// The modules of a range, named by position, in another list that shares them.
  public subscript(range: some RangeExpression<Int>) -> ModuleList {
    ModuleList(list.part(range, "ModuleList").modules)
  }

  /// The number of modules.
  public var count: Int { list.modules.count }

  /// Adds a module at the end.
  @discardableResult
  public func append(_ module: Module) -> Self {
    list.set(module, name: "\(count)")
    return self
  }

  /// Adds modules at the end.
  @discardableResult
  public func extend(_ modules: some Sequence<Module>) -> Self {
    for module in modules { append(module) }
    return self
  }

  /// Adds a module before the one at `index`; those behind it are renamed.
  @discardableResult
  public func insert(_ module: Module, at index: Int) -> Self {
    list.insert(module, at: index, "ModuleList")
    return self
  }

  /// Takes a module out; those behind it are renamed.
  ///
  /// - Returns: The module.
  @discardableResult
  public func remove(at index: Int) -> Module { list.remove(at: index, "ModuleList") }

  override func adopt(_ module: Module?, name: String) { list.set(module, name: name) }

  override var ownMembers: [Member]? { list.members }

  override var printsRepetitionsOnce: Bool { true }
}

extension ModuleList: Sequence {
  /// The modules in order.
  public func makeIterator() -> IndexingIterator<[Module]> { list.modules.makeIterator() }
}
