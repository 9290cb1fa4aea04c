public import Kagami

/// The means of windows that divide an image into a given number of rows and columns.
///
/// ```swift
/// AdaptiveAvgPool2d(1)(Tensor.randn([64, 512, 7, 7]))          // [64, 512, 1, 1]
/// AdaptiveAvgPool2d([4, 3])(Tensor.randn([8, 10, 9]))          // [8, 4, 3]
/// ```
/// See `Tensor.adaptiveAvgPool2d`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html>.
public final class AdaptiveAvgPool2d: Module {
  /// Rows and columns of results.
  public let outputSize: Pair

  /// - Parameter outputSize: Rows and columns of results, 1 or more.
  public init(_ outputSize: Pair) { self.outputSize = outputSize }

  /// The means.
  ///
  /// - Parameter x: `[n, channels, rows, columns]`, or one image without n.
  public override func forward(_ x: Tensor) -> Tensor { x.adaptiveAvgPool2d(outputSize) }

  public override var extraDescription: String { "output_size=\(outputSize)" }
}
