public import Kagami

/// The hyperbolic tangent, elementwise.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html>.
public final class Tanh: Module, FusableActivation {
  /// The hyperbolic tangent.
  public override init() {}

  public override func forward(_ x: Tensor) -> Tensor { x.tanh() }

  /// The function, for the layer before to apply.
  public var epilogue: Epilogue? { .tanh }
}
