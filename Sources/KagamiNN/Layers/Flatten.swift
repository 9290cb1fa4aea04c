public import Kagami

/// Joins neighbouring axes into one.
///
/// ```swift
/// Flatten()(Tensor.zeros([64, 3, 8, 8]))     // [64, 192]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html>.
public final class Flatten: Module {
  /// The first of the axes to join; negative from the end.
  public let firstAxis: Int
  /// The last of the axes to join; negative from the end.
  public let lastAxis: Int

  /// - Parameters:
  ///   - firstAxis: The first of the axes to join; negative from the end.
  ///   - lastAxis: The last of the axes to join; negative from the end.
  public init(from firstAxis: Int = 1, through lastAxis: Int = -1) {
    self.firstAxis = firstAxis
    self.lastAxis = lastAxis
  }

  public override func forward(_ x: Tensor) -> Tensor {
    // A scalar counts as having one axis.
    (x.rank == 0 ? x.reshape([1]) : x).flatten(from: firstAxis, through: lastAxis)
  }

  public override var extraDescription: String { "start_dim=\(firstAxis), end_dim=\(lastAxis)" }
}
