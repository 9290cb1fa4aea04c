public import Kagami

/// `x·sigmoid x`, elementwise.
///
/// The gradient is `σ·(1 + x·(1 − σ))`; NaN at −∞, as in PyTorch. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.SiLU.html>.
public final class SiLU: Module {
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// The sigmoid linear unit.
  public init(inplace: Bool = false) { self.inplace = inplace }

  public override func forward(_ x: Tensor) -> Tensor { x * x.sigmoid() }

  public override var extraDescription: String { inplace ? "inplace=True" : "" }
}
