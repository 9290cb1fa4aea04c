public import Kagami

/// `log(1 + e^(β·x))/β`, elementwise: a rectifier without a kink.
///
/// Where `β·x` is above the threshold the result is `x` itself. The gradient is `sigmoid(β·x)`, and 1
/// there. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html>.
public final class Softplus: Module {
  /// How sharp the bend is.
  public let beta: Double
  /// Where the straight part begins, in `β·x`.
  public let threshold: Double

  /// - Parameters:
  ///   - beta: How sharp the bend is.
  ///   - threshold: Where the straight part begins, in `β·x`.
  public init(_ beta: Double = 1, _ threshold: Double = 20) {
    self.beta = beta
    self.threshold = threshold
  }

  public override func forward(_ x: Tensor) -> Tensor {
    let scaled = x * beta
    return Tensor.where(scaled .> threshold, x, scaled.softplus() / beta)
  }

  public override var extraDescription: String {
    "beta=\(PythonText.number(beta)), threshold=\(PythonText.number(threshold))"
  }
}
