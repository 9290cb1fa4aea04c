public import Kagami

/// `1/(1 + e⁻ˣ)`, elementwise.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html>.
public final class Sigmoid: Module {
  /// The logistic function.
  public override init() {}

  public override func forward(_ x: Tensor) -> Tensor { x.sigmoid() }

  override var activation: Activation? { .sigmoid }
}
