public import Kagami

/// The mean of a window's elements at each of its positions along sequences, channel by channel.
///
/// ```swift
/// AvgPool1d(2)(Tensor.randn([64, 8, 100]))                           // [64, 8, 50]
/// ```
/// See `Tensor.avgPool1d`. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html>.
public final class AvgPool1d: Module {
  /// Elements of the window.
  public let kernelSize: Int
  /// Elements of the sequence from one position to the next.
  public let stride: Int
  /// Zeros on each side.
  public let padding: Int
  /// Whether there is one more position where a rest is left at the end.
  public let ceilMode: Bool
  /// Whether the zeros of the padding count among a window's elements.
  public let countIncludePad: Bool

  /// - Parameters:
  ///   - kernelSize: Elements of the window.
  ///   - stride: Elements of the sequence from one position to the next; the window's own extent unless given.
  ///   - padding: Zeros on each side, at most half the window's elements.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end.
  ///   - countIncludePad: Whether the zeros of the padding count among a window's elements.
  public init(
    _ kernelSize: Int, stride: Int? = nil, padding: Int = 0, ceilMode: Bool = false,
    countIncludePad: Bool = true
  ) {
    (self.kernelSize, self.stride, self.padding) = (kernelSize, stride ?? kernelSize, padding)
    (self.ceilMode, self.countIncludePad) = (ceilMode, countIncludePad)
  }

  /// The means.
  ///
  /// - Parameter x: `[n, channels, width]`, or one sequence without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.avgPool1d(
      kernelSize, stride: stride, padding: padding, ceilMode: ceilMode,
      countIncludePad: countIncludePad)
  }

  public override var extraDescription: String {
    "kernel_size=(\(kernelSize),), stride=(\(stride),), padding=(\(padding),)"
  }
}
