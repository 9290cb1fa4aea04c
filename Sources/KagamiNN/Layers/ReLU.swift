public import Kagami

/// `max(x, 0)`, elementwise.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html>.
public final class ReLU: Module, FusableActivation {
  /// Allows the input's memory to be reused.
  ///
  /// Tensors are values, so results are the same
  /// with it; only memory may be saved.
  public let inplace: Bool

  /// A rectifier.
  public init(inplace: Bool = false) { self.inplace = inplace }

  public override func forward(_ x: Tensor) -> Tensor { x.relu() }

  /// The function, for the layer before to apply.
  public var epilogue: Epilogue? { .relu }

  public override var extraDescription: String { inplace ? "inplace=True" : "" }
}
