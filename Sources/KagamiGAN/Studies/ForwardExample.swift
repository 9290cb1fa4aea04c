internal import Kagami
internal import KagamiNN

/// One network twice: as a module, and as a plain function of its input and weights.
enum ForwardExample {
  /// The module: z → 64 → 128 → 784 with a dropout between.
  final class Network: Module {
    let model = Sequential(
      Linear(100, 64), ReLU(inplace: true), Dropout(0.3),
      Linear(64, 128), ReLU(inplace: true), Linear(128, 784), Tanh())

    override func forward(_ x: Tensor) -> Tensor { model(x) }
  }

  /// The same without dropout, on weights that are passed along: `[w₁, b₁, w₂, b₂, w₃, b₃]`.
  static func network(_ x: Tensor, _ weights: [Tensor]) -> Tensor {
    let first = x.linear(weights[0], weights[1]).relu()
    let second = first.linear(weights[2], weights[3]).relu()
    return second.linear(weights[4], weights[5]).tanh()
  }

  /// The function as it is written, for the page.
  static let functionText = """
    func network(_ x: Tensor, _ weights: [Tensor]) -> Tensor {
      let first = x.linear(weights[0], weights[1]).relu()
      let second = first.linear(weights[2], weights[3]).relu()
      return second.linear(weights[4], weights[5]).tanh()
    }
    """

  /// The module as it is written, for the page.
  static let moduleText = """
    final class Network: Module {
      let model = Sequential(
        Linear(100, 64), ReLU(inplace: true), Dropout(0.3),
        Linear(64, 128), ReLU(inplace: true), Linear(128, 784), Tanh())

      override func forward(_ x: Tensor) -> Tensor { model(x) }
    }
    """
}
