public import Kagami

/// `1/(1 + e⁻ˣ)`, elementwise.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html>.
public final class Sigmoid: Module, FusableActivation {
  /// The logistic function.
  public override init() {}

  public override func forward(_ x: Tensor) -> Tensor { x.sigmoid() }

  /// The function, for the layer before to apply.
  public var epilogue: Epilogue? { .sigmoid }
}
