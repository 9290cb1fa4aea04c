public import Kagami

/// `x·tanh(log(1 + eˣ))`, elementwise.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Mish.html>.
public final class Mish: Module {
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// The function as a layer.
  public init(inplace: Bool = false) { self.inplace = inplace }

  public override func forward(_ x: Tensor) -> Tensor { x.mish() }

  public override var extraDescription: String { inplace ? "inplace=True" : "" }
}
