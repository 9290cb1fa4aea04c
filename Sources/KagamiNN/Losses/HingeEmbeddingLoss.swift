public import Kagami

/// A distance to be small for pairs that belong together, and above a margin for others.
///
/// ```swift
/// let distance = (a - b).abs().sum(axis: 1)                        // [64]
/// HingeEmbeddingLoss()(distance, Tensor.ones([64]))          // [], all pairs belong together
/// ```
/// Elements are `x` where the target is 1 and `max(0, margin − x)` where it is −1; any other target
/// counts as both. The gradient is 1 or −1, 0 from the margin on. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html>.
public final class HingeEmbeddingLoss: Loss {
  /// The distance from which pairs that do not belong together cost nothing.
  public let margin: Double

  /// - Parameters:
  ///   - margin: The distance from which pairs that do not belong together cost nothing.
  ///   - reduction: How single losses become one number.
  public init(margin: Double = 1, reduction: Reduction = .mean) {
    self.margin = margin
    super.init(reduction: reduction)
  }

  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    checkShapes(input, target)
    let apart = Tensor.where(target .!= 1, (margin - input).clamp(min: 0), 0)
    let together = Tensor.where(target .!= -1, input, 0)
    return reduce(apart + together)
  }
}
