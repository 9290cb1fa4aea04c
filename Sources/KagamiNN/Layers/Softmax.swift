public import Kagami

/// Elements along an axis as probabilities: `exp(x) / Σ exp(x)`.
///
/// ```swift
/// Softmax(axis: 1)(Tensor.randn([64, 10]))    // [64, 10], every row sums to 1
/// ```
/// ``CrossEntropyLoss`` takes the input of this layer, not its output. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html>.
public final class Softmax: Module {
  /// The axis along which outputs sum to 1; negative ones count from the end.
  public let axis: Int

  /// - Parameter axis: The axis along which outputs sum to 1; negative ones count from the end.
  public init(axis: Int) { self.axis = axis }

  public override func forward(_ x: Tensor) -> Tensor { x.softmax(axis: axis) }

  public override var extraDescription: String { "dim=\(axis)" }
}
