public import Kagami

/// Modules run one after another.
///
/// ```swift
/// let model = Sequential(Linear(64, 256), ReLU(), Linear(256, 1))
/// model[0]        // the first Linear
/// model[-1]       // the last one
///
/// let named = Sequential([("fc", Linear(64, 1)), ("out", Sigmoid())])    // fc.weight, fc.bias
///
/// let built = Sequential {
///   Linear(64, 256)
///   if normalized { BatchNorm1d(256) }
///   for _ in 0..<depth {
///     Linear(256, 256)
///     ReLU()
///   }
/// }
/// ```
/// Children are named `0`, `1`, … unless names are given. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html>.
public final class Sequential: ModuleSequence {
  /// The modules in the order in which they run.
  public convenience init(_ layers: Module...) { self.init(layers) }

  /// The modules in the order in which they run.
  public init(_ layers: [Module]) { super.init(ModuleEntries(layers)) }

  /// Named modules in the order in which they run, as PyTorch's `OrderedDict` names them.
  public init(_ layers: [(String, Module)]) {
    super.init(ModuleEntries())
    for (name, layer) in layers {
      check(name, .module)
      list.set(layer, name: name)
    }
  }

  /// The modules that a builder lists, with `if`, `for` and `switch`.
  public convenience init(@ModuleBuilder _ layers: () -> [Module]) { self.init(layers()) }

  public override func forward(_ x: Tensor) -> Tensor { run(list.modules[...], x) }

  /// An ``EpilogueFusing`` layer and the activation after it are one pass over memory, with the same
  /// bits, unless either is observed by hooks or a summary.
  private func run(_ layers: ArraySlice<Module>, _ x: Tensor) -> Tensor {
    let fuses = CallObserver.current == nil
    var output = x
    var next = layers.startIndex
    while next < layers.endIndex {
      let layer = layers[next]
      next += 1
      if fuses, next < layers.endIndex, let epilogue = Self.epilogue(of: layers[next]),
        let fusing = layer as? any EpilogueFusing, !layer.isWatched
      {
        output = ModuleFrame.running(layer) { fusing.forward(output, then: epilogue) }
        next += 1
      } else {
        output = layer(output)
      }
    }
    return output
  }

  /// The function that the layer before `layer` may apply in its place.
  private static func epilogue(of layer: Module) -> Epilogue? {
    layer.isWatched ? nil : (layer as? any FusableActivation)?.epilogue
  }

  /// The output of the first `count` modules alone.
  public func prefix(_ count: Int, _ x: Tensor) -> Tensor {
    if !(0...list.modules.count).contains(count) {
      misuse("Sequential.prefix", "there are no \(count) layers among \(list.modules.count)")
    }
    return ModuleFrame.running(self) { run(list.modules.prefix(count), x) }
  }

  /// The modules of a range, under their names, in another Sequential that shares them.
  public subscript(range: some RangeExpression<Int>) -> Sequential {
    let part = Sequential()
    part.list = list.part(range, "Sequential")
    return part
  }
}
