public import Kagami

/// `min(max(x/6 + 1/2, 0), 1)`, elementwise: a ``Sigmoid`` of straight lines.
///
/// The gradient is 1/6 between −3 and 3, and 0 elsewhere. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html>.
public final class Hardsigmoid: Module {
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// The function as a layer.
  public init(inplace: Bool = false) { self.inplace = inplace }

  public override func forward(_ x: Tensor) -> Tensor { x.hardsigmoid() }
}
