internal import Kagami
internal import KagamiNN

/// The norms of the gradients that training steps form for the weights of a module's linear layers.
///
/// Hooks see each backward pass's gradients; those of one step are added up. They are registered only
/// while steps are observed: with them, gradients are formed as a whole before the optimizer uses them.
final class GradientNorms {
  private let names: [String]
  private var sums: [Tensor?]
  private var handles: [RemovableHandle] = []

  init(of module: Module) {
    let layers = module.namedModules().compactMap { name, module in
      (module as? Linear).map { (name, $0.weight) }
    }
    names = layers.map(\.0)
    sums = [Tensor?](repeating: nil, count: layers.count)
    handles = layers.enumerated().map { index, layer in
      layer.1.registerHook { [self] (gradient: Tensor) -> Void in
        let gradient = gradient.detach()
        sums[index] = sums[index].map { $0 + gradient } ?? gradient
      }
    }
  }

  /// Ends the observation.
  ///
  /// - Returns: The Frobenius norm for each layer; 0 where no gradient came.
  func end() -> [(name: String, norm: Double)] {
    for handle in handles { handle.remove() }
    return zip(names, sums).map { name, sum in
      (name, sum.map { ($0 * $0).sum().sqrt().item() } ?? 0)
    }
  }
}
