public import Kagami

/// `a · sigmoid b`, where a is the first half of an axis and b the second.
///
/// ```swift
/// GLU()(Tensor.randn([64, 512]))      // [64, 256]
/// ```
/// See `Tensor.glu`. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html>.
public final class GLU: Module {
  /// The axis that is halved; negative from the end.
  public let axis: Int

  /// - Parameter axis: The axis that is halved, of an even extent; negative from the end.
  public init(axis: Int = -1) { self.axis = axis }

  public override func forward(_ x: Tensor) -> Tensor { x.glu(axis: axis) }

  public override var extraDescription: String { "dim=\(axis)" }
}
