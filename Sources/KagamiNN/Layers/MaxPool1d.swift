public import Kagami

/// The largest element of a window at each of its positions, channel by channel.
///
/// ```swift
/// MaxPool1d(2)(Tensor.randn([64, 8, 100]))                           // [64, 8, 50]
/// ```
/// NaN counts as largest, padding as smallest; the gradient goes to the largest element, the first of equal ones.
/// `Tensor.maxPool1dWithIndices` tells where it is. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html>.
public final class MaxPool1d: Module {
  /// Elements of the window.
  public let kernelSize: Int
  /// Elements of the sequence from one position to the next.
  public let stride: Int
  /// Elements added on each side.
  public let padding: Int
  /// Elements of the sequence from one element of the window to the next.
  public let dilation: Int
  /// Whether there is one more position where a rest is left at the end.
  public let ceilMode: Bool

  /// - Parameters:
  ///   - kernelSize: Elements of the window.
  ///   - stride: Elements of the sequence from one position to the next; the window's own extent unless given.
  ///   - padding: Elements added on each side, at most half the window's.
  ///   - dilation: Elements of the sequence from one element of the window to the next.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end.
  public init(
    _ kernelSize: Int, stride: Int? = nil, padding: Int = 0, dilation: Int = 1,
    ceilMode: Bool = false
  ) {
    (self.kernelSize, self.stride) = (kernelSize, stride ?? kernelSize)
    (self.padding, self.dilation, self.ceilMode) = (padding, dilation, ceilMode)
  }

  /// The largest elements.
  ///
  /// - Parameter x: `[n, channels, width]`, or one sequence without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.maxPool1d(
      kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
  }

  public override var extraDescription: String {
    "kernel_size=\(kernelSize), stride=\(stride), padding=\(padding), dilation=\(dilation), "
      + "ceil_mode=\(PythonText.truth(ceilMode))"
  }
}
