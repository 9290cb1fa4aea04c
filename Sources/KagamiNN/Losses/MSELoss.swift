public import Kagami

/// The squared difference, `(x − t)²`.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html>.
public final class MSELoss: Loss {
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    checkShapes(input, target)
    let difference = input - target
    return reduce(difference * difference)
  }
}
