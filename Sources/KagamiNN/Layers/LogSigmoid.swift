public import Kagami

/// `−log(1 + e⁻ˣ)`, elementwise, without overflow.
///
/// The gradient is `1 − sigmoid x`. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html>.
public final class LogSigmoid: Module {
  public override func forward(_ x: Tensor) -> Tensor { x.logSigmoid() }
}
