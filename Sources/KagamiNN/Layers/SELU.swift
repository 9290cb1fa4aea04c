public import Kagami

/// `λ·(x > 0 ? x : α·(eˣ − 1))`, elementwise, with λ ≈ 1.0507 and α ≈ 1.6733.
///
/// With these two numbers the outputs of deep layers keep mean 0 and variance 1. The gradient is λ
/// above 0 and `λ·α·eˣ` elsewhere, at 0 too. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.SELU.html>.
public final class SELU: Module {
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// The scaled exponential linear unit.
  public init(inplace: Bool = false) { self.inplace = inplace }

  public override func forward(_ x: Tensor) -> Tensor { x.selu() }

  public override var extraDescription: String { inplace ? "inplace=True" : "" }
}
