public import Kagami

/// The Kullback–Leibler divergence of a target from an input of log-probabilities.
///
/// ```swift
/// let criterion = KLDivLoss(reduction: .batchMean)
/// criterion(logits.logSoftmax(axis: 1), probabilities)    // two of [64, 10] give []
/// ```
/// Elements are `t·(log t − x)`, 0 where `t` is 0; for a target of logarithms `exp(t)·(t − x)`. The
/// gradient of the input is `−t` or `−exp(t)`. The divergence itself is the sum over classes, so
/// the mean that it calls for is ``Reduction/batchMean``; ``Reduction/mean`` divides by the number
/// of classes too. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html>.
public final class KLDivLoss: Loss {
  /// Whether targets are log-probabilities as well.
  public let logTarget: Bool

  /// - Parameters:
  ///   - reduction: How single losses become one number.
  ///   - logTarget: Whether targets are log-probabilities as well.
  public init(reduction: Reduction = .mean, logTarget: Bool = false) {
    self.logTarget = logTarget
    super.init(reduction: reduction)
  }

  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    checkShapes(input, target)
    if logTarget { return reduce(target.exp() * (target - input)) }
    let entropy = Tensor.where(target .== 0, 0, target * target.log())
    return reduce(entropy - target * input)
  }
}
