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

  public override func forward(_ x: Tensor) -> Tensor {
    layers.reduce(x) { output, layer in layer(output) }
  }

  /// The output of the first `count` modules alone.
  public func prefix(_ count: Int, _ x: Tensor) -> Tensor {
    ModuleFrame.running(self) { layers.prefix(count).reduce(x) { $1($0) } }
  }

  /// The module at `index`.
  public subscript(index: Int) -> Module { layers[index] }

  /// The number of modules.
  public var count: Int { layers.count }

  override var ownMembers: [Member]? {
    layers.enumerated().map { .module("\($0)", $1) }
  }
}
