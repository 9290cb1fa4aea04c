public import Kagami

/// Modules run one after another.
///
/// ```swift
/// let model = Sequential(Linear(784, 256), ReLU(), Linear(256, 1))
/// model[0]        // the first Linear
/// ```
/// Children are named `0`, `1`, … Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html>.
public final class Sequential: Module {
  private let layers: [Module]

  /// The modules in the order in which they run.
  public convenience init(_ layers: Module...) { self.init(layers) }

  /// The modules in the order in which they run.
  public init(_ layers: [Module]) { self.layers = layers }

  public override func forward(_ x: Tensor) -> Tensor { run(layers[...], x) }

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
    ModuleFrame.running(self) { run(layers.prefix(count), x) }
  }

  /// The module at `index`.
  public subscript(index: Int) -> Module { layers[index] }

  /// The number of modules.
  public var count: Int { layers.count }

  override var ownMembers: [Member]? {
    layers.enumerated().map { .module("\($0)", $1) }
  }
}
