public import Kagami

/// Binary cross-entropy of logits: `(1 − t)·x + softplus(−x)`.
///
/// ```swift
/// BCEWithLogitsLoss()(critic(x), Tensor.ones([64, 1]))    // two of [64, 1] give []
/// ```
/// The same as a sigmoid followed by ``BCELoss``, but exact however large the logits, with a
/// gradient `sigmoid x − t` that never vanishes while wrong. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html>.
public final class BCEWithLogitsLoss: Loss {
  /// Factors of the single losses, which broadcast to the input; nil for none.
  public let weight: Tensor?
  /// Factors of the losses of positive targets, which broadcast to the input; nil for 1.
  public let posWeight: Tensor?

  /// - Parameters:
  ///   - weight: Factors of the single losses, which broadcast to the input; nil for none.
  ///   - posWeight: Factors of the losses of positive targets, which broadcast; nil for 1.
  ///   - reduction: How single losses become one number.
  public init(weight: Tensor? = nil, posWeight: Tensor? = nil, reduction: Reduction = .mean) {
    self.weight = weight
    self.posWeight = posWeight
    super.init(reduction: reduction)
  }

  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    checkShapes(input, target)
    let tail = (-input).softplus()
    let factor = posWeight.map {
      target * (checked($0, "posWeight", for: input) - 1) + 1
    }
    let losses = (1 - target) * input + (factor.map { $0 * tail } ?? tail)
    return reduce(weighted(losses, by: weight))
  }
}
