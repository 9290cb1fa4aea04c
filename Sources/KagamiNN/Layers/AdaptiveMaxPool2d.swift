public import Kagami

/// The largest elements of windows that divide an image into a given number of rows and columns.
///
/// ```swift
/// AdaptiveMaxPool2d(1)(Tensor.randn([64, 512, 7, 7]))          // [64, 512, 1, 1]
/// AdaptiveMaxPool2d([4, 3])(Tensor.randn([8, 10, 9]))          // [8, 4, 3]
/// ```
/// See `Tensor.adaptiveMaxPool2d`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html>.
public final class AdaptiveMaxPool2d: Module {
  /// Rows and columns of results.
  public let outputSize: Pair

  /// - Parameter outputSize: Rows and columns of results, 1 or more.
  public init(_ outputSize: Pair) { self.outputSize = outputSize }

  /// The largest elements.
  ///
  /// - Parameter x: `[n, channels, rows, columns]`, or one image without n.
  public override func forward(_ x: Tensor) -> Tensor { x.adaptiveMaxPool2d(outputSize) }

  public override var extraDescription: String { "output_size=\(outputSize)" }
}
