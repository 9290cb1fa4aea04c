public import Kagami

/// The mean of a window's elements at each of its positions, channel by channel.
///
/// ```swift
/// AvgPool2d(2)(Tensor.randn([64, 6, 28, 28]))                        // [64, 6, 14, 14]
/// AvgPool2d(3, stride: 2, padding: 1)(Tensor.randn([6, 28, 28]))     // [6, 14, 14]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html>.
public final class AvgPool2d: Module {
  /// Rows and columns of the window.
  public let kernelSize: Pair
  /// Elements of the image from one position to the next.
  public let stride: Pair
  /// Rows and columns of zeros on each side.
  public let padding: Pair
  /// Whether there is one more position where a rest is left at the end.
  public let ceilMode: Bool
  /// Whether the zeros of the padding count among a window's elements.
  public let countIncludePad: Bool
  /// What sums are divided by in place of the number of elements, or nil.
  public let divisorOverride: Int?

  /// - Parameters:
  ///   - kernelSize: Rows and columns of the window.
  ///   - stride: Elements of the image from one position to the next; the window's own extents unless given.
  ///   - padding: Rows and columns of zeros on each side, at most half the window's.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end.
  ///   - countIncludePad: Whether the zeros of the padding count among a window's elements.
  ///   - divisorOverride: What sums are divided by in place of the number of elements; not 0.
  public init(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, ceilMode: Bool = false,
    countIncludePad: Bool = true, divisorOverride: Int? = nil
  ) {
    (self.kernelSize, self.stride, self.padding) = (kernelSize, stride ?? kernelSize, padding)
    (self.ceilMode, self.countIncludePad) = (ceilMode, countIncludePad)
    self.divisorOverride = divisorOverride
  }

  /// The means.
  ///
  /// - Parameter x: `[n, channels, rows, columns]`, or one image without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.avgPool2d(
      kernelSize, stride: stride, padding: padding, ceilMode: ceilMode,
      countIncludePad: countIncludePad, divisorOverride: divisorOverride)
  }

  public override var extraDescription: String {
    "kernel_size=\(kernelSize), stride=\(stride), padding=\(padding)"
  }
}
