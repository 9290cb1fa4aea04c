public import Kagami

/// `min(max(x, 0), 6)`, elementwise.
///
/// The gradient is 1 between the bounds and 0 on them and outside. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html>.
public final class ReLU6: Module {
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// The function as a layer.
  public init(inplace: Bool = false) { self.inplace = inplace }

  public override func forward(_ x: Tensor) -> Tensor { x.relu6() }

  public override var extraDescription: String { inplace ? "inplace=True" : "" }
}
