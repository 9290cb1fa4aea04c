internal import Kagami

/// Modules in order, each under a name: what ``Sequential`` and ``ModuleList`` have in common.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleList.html>.
public class ModuleSequence: Module, Sequence {
  var list: ModuleEntries

  init(_ list: ModuleEntries) { self.list = list }

  private var name: String { "\(type(of: self))" }

  /// The module at `index`; −1 is the last.
  public subscript(index: Int) -> Module {
    get { list.modules[list.position(index, name)] }
    set { list.replace(list.position(index, name), by: newValue) }
  }

  /// The number of modules.
  public var count: Int { list.modules.count }

  /// Adds a module at the end, named by its position.
  @discardableResult
  public func append(_ module: Module) -> Self {
    list.set(module, name: "\(count)")
    return self
  }

  /// Adds modules at the end, each named by its position.
  @discardableResult
  public func extend(_ modules: some Sequence<Module>) -> Self {
    for module in modules { append(module) }
    return self
  }

  /// Adds a module before the one at `index`; those behind it are renamed by position.
  ///
  /// - Precondition: modules are named by position.
  @discardableResult
  public func insert(_ module: Module, at index: Int) -> Self {
    list.insert(module, at: index, name)
    return self
  }

  /// Takes a module out; all others are then named by position.
  ///
  /// - Returns: The module.
  @discardableResult
  public func remove(at index: Int) -> Module { list.remove(at: index, name) }

  /// The modules in order.
  public func makeIterator() -> IndexingIterator<[Module]> { list.modules.makeIterator() }

  override func adopt(_ module: Module?, name: String) { list.set(module, name: name) }

  override var ownMembers: [Member]? { list.members }
}
