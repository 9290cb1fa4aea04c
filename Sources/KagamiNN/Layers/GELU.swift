public import Kagami

/// `x·Φ(x)`, elementwise, Φ being the standard normal distribution function.
///
/// ```swift
/// GELU()(Tensor([-1.0, 0, 1]))    // -0.1587, 0, 0.8413
/// ```
/// Exactly `x/2·(1 + erf(x/√2))`, with the gradient `Φ(x) + x·φ(x)`; or, faster and within 0.001 of
/// it, `x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))`. NaN at −∞, as in PyTorch. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html>.
public final class GELU: Module {
  /// How Φ is computed.
  public enum Approximation: String, Sendable, CaseIterable {
    /// By the error function.
    case none
    /// By the hyperbolic tangent.
    case tanh
  }

  /// How Φ is computed.
  public let approximate: Approximation

  /// The Gaussian error linear unit.
  public init(approximate: Approximation = .none) { self.approximate = approximate }

  public override func forward(_ x: Tensor) -> Tensor {
    switch approximate {
    case .none:
      return x * 0.5 * ((x * 0.5.squareRoot()).erf() + 1)
    case .tanh:
      // (1 + tanh u)/2 is sigmoid 2u, which keeps its digits where it is small.
      let inner = (x + x * x * x * 0.044715) * (2 / Double.pi).squareRoot()
      return x * (inner * 2).sigmoid()
    }
  }

  public override var extraDescription: String { "approximate='\(approximate.rawValue)'" }
}
