public import Kagami

/// The input, unchanged.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Identity.html>.
public final class Identity: Module {
  /// A layer that does nothing.
  public override init() {}

  public override func forward(_ x: Tensor) -> Tensor { x }
}
