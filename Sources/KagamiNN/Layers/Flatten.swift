public import Kagami

/// Neighbouring axes made one.
///
/// ```swift
/// Flatten()(Tensor.zeros([64, 1, 28, 28]))    // [64, 784]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html>.
public final class Flatten: Module {
  /// The first axis of those made one; negative from the end.
  public let startDim: Int
  /// The last axis of those made one; negative from the end.
  public let endDim: Int

  /// - Parameters:
  ///   - startDim: The first axis of those made one; negative from the end.
  ///   - endDim: The last axis of those made one; negative from the end.
  public init(_ startDim: Int = 1, _ endDim: Int = -1) {
    self.startDim = startDim
    self.endDim = endDim
  }

  public override func forward(_ x: Tensor) -> Tensor {
    // A scalar counts as having one axis.
    (x.rank == 0 ? x.reshape([1]) : x).flatten(from: startDim, to: endDim)
  }

  public override var extraDescription: String { "start_dim=\(startDim), end_dim=\(endDim)" }
}
