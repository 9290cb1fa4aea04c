public import Kagami

/// `x` nearer to 0 by λ, and 0 within λ of it, elementwise.
///
/// The gradient is 1 outside of λ around 0, and 0 within. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Softshrink.html>.
public final class Softshrink: Module {
  /// How far from 0 elements have to be.
  public let lambda: Double

  /// - Parameter lambda: How far from 0 elements have to be, not negative.
  public init(_ lambda: Double = 0.5) {
    if !(lambda >= 0) { misuse("Softshrink", "lambda must not be negative, but is \(lambda)") }
    self.lambda = lambda
  }

  public override func forward(_ x: Tensor) -> Tensor {
    Tensor.where(x.abs() .<= lambda, 0, Tensor.where(x .> 0, x - lambda, x + lambda))
  }

  public override var extraDescription: String { PythonText.number(lambda) }
}
