public import Kagami

/// Logarithms of probabilities along an axis: `x − log Σ exp(x)`.
///
/// ```swift
/// let model = Sequential(Linear(64, 10), LogSoftmax(axis: 1))
/// NLLLoss()(model(images), labels)    // the same as CrossEntropyLoss() without the last layer
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html>.
public final class LogSoftmax: Module {
  /// The axis along which probabilities sum to 1; negative ones count from the end.
  public let axis: Int

  /// - Parameter axis: The axis along which probabilities sum to 1; negative ones count from the end.
  public init(axis: Int) { self.axis = axis }

  public override func forward(_ x: Tensor) -> Tensor { x.logSoftmax(axis: axis) }

  public override var extraDescription: String { "dim=\(axis)" }
}
