internal import Kagami

/// Modules by name, in the order of insertion, called by the module that holds them.
///
/// ```swift
/// let heads = ModuleDict([("mean", Linear(10, 1)), ("spread", Linear(10, 1))])
/// heads["mean"]                       // the first Linear
/// heads["extra"] = Linear(10, 2)      // at the end
/// ```
/// Names are the children's: `heads.mean.weight`. A dictionary cannot be called itself. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleDict.html>.
public final class ModuleDict: Module {
  private var list = ModuleEntries()

  /// The modules in order; names are neither empty nor have a dot.
  public init(_ modules: [(String, Module)] = []) {
    super.init()
    update(modules)
  }

  /// The module of a name, or nil; setting nil takes it out.
  public subscript(name: String) -> Module? {
    get { list[name] }
    set {
      check(name, .module)
      list.set(newValue, name: name)
    }
  }

  /// The number of modules.
  public var count: Int { list.modules.count }

  /// The names in order.
  public var keys: [String] { list.names }

  /// The modules in order.
  public var values: [Module] { list.modules }

  /// Names and modules in order.
  public var items: [(name: String, module: Module)] {
    zip(list.names, list.modules).map { ($0, $1) }
  }

  /// Whether there is a module of a name.
  public func contains(_ name: String) -> Bool { list[name] != nil }

  /// Adds modules at the end; those of names that are here already are replaced in place.
  public func update(_ modules: [(String, Module)]) {
    for (name, module) in modules { self[name] = module }
  }

  /// Takes a module out.
  ///
  /// - Returns: The module, or nil if there is none of that name.
  @discardableResult
  public func pop(_ name: String) -> Module? {
    let module = list[name]
    list.set(nil, name: name)
    return module
  }

  /// Takes all modules out.
  public func clear() { list = ModuleEntries() }

  override func adopt(_ module: Module?, name: String) { list.set(module, name: name) }

  override var ownMembers: [Member]? { list.members }
}
