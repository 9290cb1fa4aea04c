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

extension Tensor {
  /// `scale · (x > 0 ? x : α·(eˣ − 1))`.
  func elu(alpha: Double, scale: Double = 1) -> Tensor {
    let isBelow = self .<= 0
    // The side not taken must be finite, or its slope times 0 would be NaN.
    let below = Tensor.where(isBelow, self, 0).expm1() * (alpha * scale)
    return Tensor.where(isBelow, below, scale == 1 ? self : self * scale)
  }
}
