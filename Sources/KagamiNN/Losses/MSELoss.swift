public import Kagami

/// The squared difference, `(x − t)²`.
///
/// ```swift
/// MSELoss()(prediction, target)    // two of [64, 10] give []
/// ```
/// The gradient of the input is `2(x − t)`, divided by the number of elements where losses are averaged.
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html>.
public final class MSELoss: Loss {
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    checkShapes(input, target)
    let difference = input - target
    return reduce(difference * difference)
  }
}
