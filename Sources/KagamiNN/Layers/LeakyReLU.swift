public import Kagami

/// `x > 0 ? x : slope · x`, elementwise.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html>.
public final class LeakyReLU: Module, FusableActivation {
  /// The factor of inputs that are not above 0.
  public let negativeSlope: Double
  /// Allows the input's memory to be reused.
  ///
  /// Tensors are values, so results are the same
  /// with it; only memory may be saved.
  public let inplace: Bool

  /// A rectifier that lets `negativeSlope` of negative inputs through.
  public init(_ negativeSlope: Double = 0.01, inplace: Bool = false) {
    self.negativeSlope = negativeSlope
    self.inplace = inplace
  }

  public override func forward(_ x: Tensor) -> Tensor { x.leakyReLU(negativeSlope: negativeSlope) }

  /// The function, for the layer before to apply; nil for a slope below 0.
  public var epilogue: Epilogue? { .leakyReLU(negativeSlope: negativeSlope) }

  public override var extraDescription: String {
    "negative_slope=\(PythonText.number(negativeSlope))" + (inplace ? ", inplace=True" : "")
  }
}
