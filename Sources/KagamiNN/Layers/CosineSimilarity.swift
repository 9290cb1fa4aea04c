public import Kagami

/// The cosine of the angle between vectors along an axis.
///
/// ```swift
/// CosineSimilarity()(Tensor.randn([64, 128]), Tensor.randn([64, 128]))      // [64]
/// ```
/// See `Tensor.cosineSimilarity`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineSimilarity.html>.
public final class CosineSimilarity: Module {
  /// The axis of the vectors.
  public let axis: Int
  /// The least length that is divided by.
  public let eps: Double

  /// - Parameters:
  ///   - axis: The axis of the vectors; negative from the end.
  ///   - eps: The least length that is divided by.
  public init(axis: Int = 1, eps: Double = 1e-8) { (self.axis, self.eps) = (axis, eps) }

  /// The cosines.
  public override func forward(_ a: Tensor, _ b: Tensor) -> Tensor {
    a.cosineSimilarity(b, axis: axis, eps: eps)
  }
}
