public import Kagami

/// `x·min(max(x + 3, 0), 6)/6`, elementwise: a ``SiLU`` of straight lines.
///
/// The gradient is 0 up to −3, 1 from 3 on, and `x/3 + 1/2` between. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardswish.html>.
public final class Hardswish: Module {
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// The function as a layer.
  public init(inplace: Bool = false) { self.inplace = inplace }

  public override func forward(_ x: Tensor) -> Tensor { x.hardswish() }
}
