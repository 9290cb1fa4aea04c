public import Kagami

/// `x > 0 ? x : α·(eˣ − 1)`, elementwise.
///
/// The gradient is 1 above 0 and `α·eˣ` elsewhere, at 0 too. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.ELU.html>.
public final class ELU: Module {
  /// What inputs far below 0 tend to, negated.
  public let alpha: Double
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// - Parameters:
  ///   - alpha: What inputs far below 0 tend to, negated.
  ///   - inplace: Allows the input's memory to be reused.
  public init(_ alpha: Double = 1, inplace: Bool = false) {
    self.alpha = alpha
    self.inplace = inplace
  }

  public override func forward(_ x: Tensor) -> Tensor { x.elu(alpha: alpha) }

  public override var extraDescription: String {
    "alpha=\(PythonText.number(alpha))" + (inplace ? ", inplace=True" : "")
  }
}
