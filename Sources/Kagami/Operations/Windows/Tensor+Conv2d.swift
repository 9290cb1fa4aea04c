extension Tensor {
  /// The convolution of images with the windows of a weight.
  ///
  /// ```swift
  /// let x = Tensor.randn([64, 3, 32, 32])
  /// x.conv2d(Tensor.randn([16, 3, 5, 5]), padding: 2)                  // [64, 16, 32, 32]
  /// x.conv2d(Tensor.randn([6, 1, 3, 3]), stride: 2, groups: 3)         // [64, 6, 15, 15]
  /// ```
  /// `y[n, o, p] = b[o] + Σ w[o, c, i] · x[n, c, p · stride − padding + i · dilation]` over channels `c` and the
  /// elements `i` of the window, both pairs of rows and columns; beside the image x is 0. As in PyTorch, the window
  /// is not mirrored. In `groups` the first outputs depend on the first channels only, and so on. An axis gets
  /// `⌊(extent + 2 · padding − dilation · (window − 1) − 1) / stride⌋ + 1` positions.
  ///
  /// The gradients are convolutions again: of images the transposed one, which adds each result's gradient, times
  /// the weight, to its window. Images are unfolded in strips that fit the cache, each of which is a matrix
  /// product, so that little memory is used beside that of the result. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html>.
  ///
  /// - Parameters:
  ///   - weight: `[outputs, channels / groups, rows, columns]`, of a floating-point type.
  ///   - bias: `[outputs]`, or nil.
  ///   - stride: Elements of the image from one position of the window to the next.
  ///   - padding: Zeros around each image.
  ///   - dilation: Elements of the image from one element of the window to the next.
  ///   - groups: Groups of channels; they divide channels and outputs.
  /// - Returns: `[n, outputs, rows, columns]`; of a single image `[channels, rows, columns]` without n.
  /// - Precondition: the shapes fit, and the window the padded image.
  public func conv2d(
    _ weight: Tensor, _ bias: Tensor? = nil, stride: Pair = 1, padding: ConvolutionPadding = 0,
    dilation: Pair = 1, groups: Int = 1
  ) -> Tensor {
    checked { () throws(MisuseError) in
      try ConvolutionCall(
        operation: "conv2d", axes: 2, stride: stride, dilation: dilation, padding: padding,
        groups: groups
      ).convolve(self, weight, bias)
    }
  }
}
