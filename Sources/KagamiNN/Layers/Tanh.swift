public import Kagami

/// The hyperbolic tangent, elementwise.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html>.
public final class Tanh: Module {
  /// The hyperbolic tangent.
  public override init() {}

  public override func forward(_ x: Tensor) -> Tensor { x.tanh() }

  override var activation: Activation? { .tanh }
}
