public import Kagami

/// `x/(1 + |x|)`, elementwise.
///
/// The gradient is `1/(1 + |x|)²`. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Softsign.html>.
public final class Softsign: Module {
  public override func forward(_ x: Tensor) -> Tensor { x.softsign() }
}
