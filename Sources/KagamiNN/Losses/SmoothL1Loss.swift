public import Kagami

/// Squares of small differences, and the absolute value of large ones.
///
/// ```swift
/// SmoothL1Loss(beta: 0.5)(prediction, target)    // two of [64, 10] give []
/// ```
/// With `d = x − t`: `d²/2β` where `|d| < β`, else `|d| − β/2`. The gradient is `d/β`, held within
/// ±1. With a β of 0 it is ``L1Loss``, else ``HuberLoss`` divided by β. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html>.
public final class SmoothL1Loss: Loss {
  /// The difference from which the loss is a straight line.
  public let beta: Double

  /// - Parameters:
  ///   - reduction: How single losses become one number.
  ///   - beta: The difference from which the loss is a straight line; 0 or above.
  public init(reduction: Reduction = .mean, beta: Double = 1) {
    if !(beta >= 0) {
      misuse("SmoothL1Loss", "beta is \(beta), expected 0 or above")
    }
    self.beta = beta
    super.init(reduction: reduction)
  }

  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    checkShapes(input, target)
    let difference = input - target
    if beta == 0 { return reduce(difference.abs()) }
    return reduce(HuberLoss.losses(difference, delta: beta) / beta)
  }
}
