public import Kagami

/// The largest elements of windows that divide a sequence into a given number.
///
/// ```swift
/// AdaptiveMaxPool1d(5)(Tensor.randn([64, 8, 100]))             // [64, 8, 5]
/// ```
/// See `Tensor.adaptiveMaxPool1d`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool1d.html>.
public final class AdaptiveMaxPool1d: Module {
  /// Elements of results.
  public let outputSize: Int

  /// - Parameter outputSize: Elements of results, 1 or more.
  public init(_ outputSize: Int) { self.outputSize = outputSize }

  /// The largest elements.
  ///
  /// - Parameter x: `[n, channels, width]`, or one sequence without n.
  public override func forward(_ x: Tensor) -> Tensor { x.adaptiveMaxPool1d(outputSize) }

  public override var extraDescription: String { "output_size=\(outputSize)" }
}
