public import Kagami

/// `|x| > λ ? x : 0`, elementwise.
///
/// The gradient is 1 outside of λ around 0, and 0 within. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardshrink.html>.
public final class Hardshrink: Module {
  /// How far from 0 elements have to be.
  public let lambda: Double

  /// - Parameter lambda: How far from 0 elements have to be, not negative.
  public init(_ lambda: Double = 0.5) {
    if !(lambda >= 0) { misuse("Hardshrink", "lambda must not be negative, but is \(lambda)") }
    self.lambda = lambda
  }

  public override func forward(_ x: Tensor) -> Tensor {
    Tensor.where(x.abs() .<= lambda, 0, x)
  }

  public override var extraDescription: String { PythonText.number(lambda) }
}
