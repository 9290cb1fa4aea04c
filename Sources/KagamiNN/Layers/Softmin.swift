public import Kagami

/// The softmax of the negated elements along an axis: the smallest gets the largest share.
///
/// ```swift
/// Softmin(axis: 1)(Tensor.randn([64, 10]))      // rows add up to 1
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmin.html>.
public final class Softmin: Module {
  /// The axis along which elements add up to 1.
  public let axis: Int

  /// - Parameter axis: The axis along which elements add up to 1; negative from the end.
  public init(axis: Int) { self.axis = axis }

  public override func forward(_ x: Tensor) -> Tensor { (-x).softmax(axis: axis) }

  public override var extraDescription: String { "dim=\(axis)" }
}
