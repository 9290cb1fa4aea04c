public import Kagami

/// The means of windows that divide a sequence into a given number.
///
/// ```swift
/// AdaptiveAvgPool1d(5)(Tensor.randn([64, 8, 100]))             // [64, 8, 5]
/// ```
/// See `Tensor.adaptiveAvgPool1d`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool1d.html>.
public final class AdaptiveAvgPool1d: Module {
  /// Elements of results.
  public let outputSize: Int

  /// - Parameter outputSize: Elements of results, 1 or more.
  public init(_ outputSize: Int) { self.outputSize = outputSize }

  /// The means.
  ///
  /// - Parameter x: `[n, channels, width]`, or one sequence without n.
  public override func forward(_ x: Tensor) -> Tensor { x.adaptiveAvgPool1d(outputSize) }

  public override var extraDescription: String { "output_size=\(outputSize)" }
}
