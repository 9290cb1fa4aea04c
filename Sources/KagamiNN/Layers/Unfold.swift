public import Kagami

/// The elements of a window at each of its positions, as columns of a matrix for each image.
///
/// ```swift
/// Unfold(5)(Tensor.randn([8, 3, 28, 28]))                            // [8, 75, 576]
/// ```
/// See `Tensor.unfold`. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html>.
public final class Unfold: Module {
  /// Rows and columns of the window.
  public let kernelSize: Pair
  /// Elements of the image from one element of the window to the next.
  public let dilation: Pair
  /// Rows and columns of zeros on each side.
  public let padding: Pair
  /// Elements of the image from one position of the window to the next.
  public let stride: Pair

  /// - Parameters:
  ///   - kernelSize: Rows and columns of the window.
  ///   - dilation: Elements of the image from one element of the window to the next.
  ///   - padding: Rows and columns of zeros on each side.
  ///   - stride: Elements of the image from one position of the window to the next.
  public init(_ kernelSize: Pair, dilation: Pair = 1, padding: Pair = 0, stride: Pair = 1) {
    (self.kernelSize, self.dilation) = (kernelSize, dilation)
    (self.padding, self.stride) = (padding, stride)
  }

  /// The matrices.
  ///
  /// - Parameter x: `[n, channels, rows, columns]`, or one image without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.unfold(kernelSize, dilation: dilation, padding: padding, stride: stride)
  }

  public override var extraDescription: String {
    "kernel_size=\(kernelSize), dilation=\(dilation), padding=\(padding), stride=\(stride)"
  }
}
