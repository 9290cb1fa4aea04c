public import Kagami

/// `x − tanh x`, elementwise.
///
/// The gradient is `tanh² x`. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html>.
public final class Tanhshrink: Module {
  public override func forward(_ x: Tensor) -> Tensor { x - x.tanh() }
}
