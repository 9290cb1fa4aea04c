public import Kagami

/// The largest element of a window at each of its positions, channel by channel.
///
/// ```swift
/// MaxPool2d(2)(Tensor.randn([64, 6, 28, 28]))                        // [64, 6, 14, 14]
/// MaxPool2d(3, stride: 2, padding: 1)(Tensor.randn([6, 28, 28]))     // [6, 14, 14]
/// ```
/// NaN counts as largest, padding as smallest; the gradient goes to the largest element, the first of equal ones.
/// `Tensor.maxPool2dWithIndices` tells where it is. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html>.
public final class MaxPool2d: Module {
  /// Rows and columns of the window.
  public let kernelSize: Pair
  /// Elements of the image from one position to the next.
  public let stride: Pair
  /// Rows and columns added on each side.
  public let padding: Pair
  /// Elements of the image from one element of the window to the next.
  public let dilation: Pair
  /// Whether there is one more position where a rest is left at the end.
  public let ceilMode: Bool

  /// - Parameters:
  ///   - kernelSize: Rows and columns of the window.
  ///   - stride: Elements of the image from one position to the next; the window's own extents unless given.
  ///   - padding: Rows and columns added on each side, at most half the window's.
  ///   - dilation: Elements of the image from one element of the window to the next.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end.
  public init(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1,
    ceilMode: Bool = false
  ) {
    (self.kernelSize, self.stride) = (kernelSize, stride ?? kernelSize)
    (self.padding, self.dilation, self.ceilMode) = (padding, dilation, ceilMode)
  }

  /// The largest elements.
  ///
  /// - Parameter x: `[n, channels, rows, columns]`, or one image without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.maxPool2d(
      kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
  }

  public override var extraDescription: String {
    "kernel_size=\(kernelSize), stride=\(stride), padding=\(padding), dilation=\(dilation), "
      + "ceil_mode=\(PythonText.truth(ceilMode))"
  }
}
