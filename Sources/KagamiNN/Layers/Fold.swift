public import Kagami

/// Images to which the columns of matrices are added where ``Unfold`` takes them from.
///
/// ```swift
/// Fold([28, 28], kernelSize: 4, stride: 4)(Tensor.randn([8, 48, 49]))     // [8, 3, 28, 28]
/// ```
/// See `Tensor.fold`. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Fold.html>.
public final class Fold: Module {
  /// Rows and columns of the images.
  public let outputSize: Pair
  /// Rows and columns of the window.
  public let kernelSize: Pair
  /// Elements of the image from one element of the window to the next.
  public let dilation: Pair
  /// Rows and columns that are cut off from each side.
  public let padding: Pair
  /// Elements of the image from one position of the window to the next.
  public let stride: Pair

  /// - Parameters:
  ///   - outputSize: Rows and columns of the images.
  ///   - kernelSize: Rows and columns of the window.
  ///   - dilation: Elements of the image from one element of the window to the next.
  ///   - padding: Rows and columns that are cut off from each side.
  ///   - stride: Elements of the image from one position of the window to the next.
  public init(
    _ outputSize: Pair, kernelSize: Pair, dilation: Pair = 1, padding: Pair = 0, stride: Pair = 1
  ) {
    (self.outputSize, self.kernelSize, self.dilation) = (outputSize, kernelSize, dilation)
    (self.padding, self.stride) = (padding, stride)
  }

  /// The images.
  ///
  /// - Parameter x: `[n, channels · window, positions]`, or one matrix without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.fold(
      outputSize, kernelSize: kernelSize, dilation: dilation, padding: padding, stride: stride)
  }

  public override var extraDescription: String {
    let size =
      outputSize.rows == outputSize.columns ? "\(outputSize)" : PythonText.tuple(outputSize)
    return "output_size=\(size), kernel_size=\(kernelSize), dilation=\(dilation), "
      + "padding=\(padding), stride=\(stride)"
  }
}
