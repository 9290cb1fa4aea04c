public import Kagami

/// The absolute difference, `|x − t|`.
///
/// ```swift
/// L1Loss()(prediction, target)    // two of [64, 10] give []
/// ```
/// The gradient is the sign of the difference, 0 where there is none. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html>.
public final class L1Loss: Loss {
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    checkShapes(input, target)
    return reduce((input - target).abs())
  }
}
