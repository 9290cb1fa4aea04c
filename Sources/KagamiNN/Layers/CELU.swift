public import Kagami

/// `max(0, x) + min(0, α·(e^(x/α) − 1))`, elementwise.
///
/// The gradient is 1 above 0 and `e^(x/α)` elsewhere. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.CELU.html>.
public final class CELU: Module {
  /// What inputs far below 0 tend to, negated.
  public let alpha: Double
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// - Parameters:
  ///   - alpha: What inputs far below 0 tend to, negated; not 0.
  ///   - inplace: Allows the input's memory to be reused.
  public init(_ alpha: Double = 1, inplace: Bool = false) {
    if alpha == 0 { misuse("CELU", "alpha must not be 0") }
    (self.alpha, self.inplace) = (alpha, inplace)
  }

  public override func forward(_ x: Tensor) -> Tensor { x.celu(alpha: alpha) }

  public override var extraDescription: String {
    "alpha=\(PythonText.number(alpha))" + (inplace ? ", inplace=True" : "")
  }
}
