public import Kagami

/// Splits one axis into several.
///
/// ```swift
/// Unflatten(axis: 1, [8, -1])(Tensor.zeros([64, 32]))      // [64, 8, 4]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Unflatten.html>.
public final class Unflatten: Module {
  /// The axis that is taken apart; negative from the end.
  public let axis: Int
  /// The extents of the new axes; one may be −1 and is then computed from the others.
  public let unflattenedSize: Shape

  /// - Parameters:
  ///   - axis: The axis that is taken apart; negative from the end.
  ///   - unflattenedSize: The extents of the new axes; one may be −1.
  public init(axis: Int, _ unflattenedSize: Shape) {
    if unflattenedSize.isEmpty { misuse("Unflatten", "an axis cannot become none") }
    if unflattenedSize.filter({ $0 == -1 }).count > 1
      || unflattenedSize.contains(where: { $0 < -1 })
    {
      misuse("Unflatten", "\(unflattenedSize) are no extents", hint: "one of them may be -1")
    }
    self.axis = axis
    self.unflattenedSize = unflattenedSize
  }

  public override func forward(_ x: Tensor) -> Tensor {
    x.unflatten(axis: axis, unflattenedSize)
  }

  public override var extraDescription: String {
    "dim=\(axis), unflattened_size=\(PythonText.tuple(unflattenedSize))"
  }
}
