public import Kagami

/// Squares of small differences, and a straight line for large ones.
///
/// ```swift
/// HuberLoss(delta: 0.5)(prediction, target)    // two of [64, 10] give []
/// ```
/// With `d = x − t`: `d²/2` where `|d| ≤ δ`, else `δ·(|d| − δ/2)`. The gradient is `d`, held within
/// ±δ. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html>.
public final class HuberLoss: Loss {
  /// The difference from which the loss is a straight line.
  public let delta: Double

  /// - Parameters:
  ///   - reduction: How single losses become one number.
  ///   - delta: The difference from which the loss is a straight line; above 0.
  public init(reduction: Reduction = .mean, delta: Double = 1) {
    if !(delta > 0) {
      misuse("HuberLoss", "delta is \(delta), expected a number above 0")
    }
    self.delta = delta
    super.init(reduction: reduction)
  }

  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    checkShapes(input, target)
    return reduce(Self.losses(input - target, delta: delta))
  }

  /// `c·(d − c/2)` with `c` the difference within the bounds: both pieces at once, and a gradient
  /// that stays finite where the difference is not.
  static func losses(_ difference: Tensor, delta: Double) -> Tensor {
    let near = difference.clamp(min: -delta, max: delta)
    return near * (difference - near / 2)
  }
}
