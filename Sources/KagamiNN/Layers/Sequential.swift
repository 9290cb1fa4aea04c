public import Kagami

/// Modules run one after another.
///
/// ```swift
/// let model = Sequential(Linear(784, 256), ReLU(), Linear(256, 1))
/// model[0]        // the first Linear
/// model[-1]       // the last one
///
/// let named = Sequential([("fc", Linear(784, 1)), ("out", Sigmoid())])    // fc.weight, fc.bias
///
/// let built = Sequential {
///   Linear(784, 256)
///   if normalized { BatchNorm1d(256) }
///   for _ in 0..<depth {
///     Linear(256, 256)
///     ReLU()
///   }
/// }
/// ```
/// Children are named `0`, `1`, … unless names are given. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html>.
public final class Sequential: Module {
  private var list: ModuleEntries

  /// The modules in the order in which they run.
  public convenience init(_ layers: Module...) { self.init(layers) }

  /// The modules in the order in which they run.
  public init(_ layers: [Module]) { list = ModuleEntries(layers) }

  /// Named modules in the order in which they run, as PyTorch's `OrderedDict` names them.
  public init(_ layers: [(String, Module)]) {
    list = ModuleEntries()
    super.init()
    for (name, layer) in layers {
      check(name, .module)
      list.set(layer, name: name)
    }
  }

  /// The modules that a builder lists, with `if`, `for` and `switch`.
  public convenience init(@ModuleBuilder _ layers: () -> [Module]) { self.init(layers()) }

  public override func forward(_ x: Tensor) -> Tensor { run(list.modules[...], x) }

  /// A Linear and the activation after it are one pass over memory, with the same bits; but not where
  /// each layer is to be seen.
  private func run(_ layers: ArraySlice<Module>, _ x: Tensor) -> Tensor {
    let fuses = CallObserver.current == nil
    var output = x
    var next = layers.startIndex
    while next < layers.endIndex {
      let layer = layers[next]
      next += 1
      if fuses, let linear = layer as? Linear, next < layers.endIndex, !linear.isWatched,
        !layers[next].isWatched, let activation = layers[next].activation
      {
        output = ModuleFrame.running(linear) { linear.forward(output, then: activation) }
        next += 1
      } else {
        output = layer(output)
      }
    }
    return output
  }

  /// The output of the first `count` modules alone.
  public func prefix(_ count: Int, _ x: Tensor) -> Tensor {
    ModuleFrame.running(self) { run(list.modules.prefix(count), x) }
  }

  /// The module at `index`; −1 is the last.
  public subscript(index: Int) -> Module {
    get { list.modules[list.position(index, "Sequential")] }
    set { list.replace(list.position(index, "Sequential"), by: newValue) }
  }

  /// The modules of a range, under their names, in another Sequential that shares them.
  public subscript(range: some RangeExpression<Int>) -> Sequential {
    let part = Sequential()
    part.list = list.part(range, "Sequential")
    return part
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
    list.insert(module, at: index, "Sequential")
    return self
  }

  /// Takes a module out; all others are then named by position.
  ///
  /// - Returns: The module.
  @discardableResult
  public func remove(at index: Int) -> Module { list.remove(at: index, "Sequential") }

  override func adopt(_ module: Module?, name: String) { list.set(module, name: name) }

  override var ownMembers: [Member]? { list.members }
}

extension Sequential: Sequence {
  /// The modules in order.
  public func makeIterator() -> IndexingIterator<[Module]> { list.modules.makeIterator() }
}
