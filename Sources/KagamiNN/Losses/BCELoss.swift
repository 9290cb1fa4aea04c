public import Kagami

/// Binary cross-entropy of probabilities: `−(t·log x + (1 − t)·log(1 − x))`.
///
/// ```swift
/// BCELoss()(classifier(x), Tensor.ones([64, 1]))    // two of [64, 1] give []
/// ```
/// Logarithms are held above −100, so that a wrong certainty costs 100 and not infinity. The
/// gradient is `(x − t)/max(x(1 − x), 10⁻¹²)`. An input outside [0, 1] is misuse; NaN passes. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html>.
public final class BCELoss: Loss {
  /// Factors of the single losses, which broadcast to the input; nil for none.
  public let weight: Tensor?

  /// - Parameters:
  ///   - weight: Factors of the single losses, which broadcast to the input; nil for none.
  ///   - reduction: How single losses become one number.
  public init(weight: Tensor? = nil, reduction: Reduction = .mean) {
    self.weight = weight
    super.init(reduction: reduction)
  }

  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    checkShapes(input, target)
    return reduce(weighted(input.binaryCrossEntropy(target), by: weight))
  }
}
