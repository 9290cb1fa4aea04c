extension Tensor {
  /// The transposed convolution of images: each element adds the weight's window, times itself, to the result.
  ///
  /// ```swift
  /// let x = Tensor.randn([64, 128, 7, 7])
  /// x.convTranspose2d(Tensor.randn([128, 64, 4, 4]), stride: 2, padding: 1)                  // [64, 64, 14, 14]
  /// x.convTranspose2d(Tensor.randn([128, 64, 3, 3]), stride: 2, padding: 1, outputPadding: 1)  // [64, 64, 14, 14]
  /// ```
  /// It is the gradient of the images of ``conv2d(_:_:stride:padding:dilation:groups:)`` with the same weight, stride,
  /// padding, dilation and groups: `y[n, o, p · stride − padding + i · dilation] += w[c, o, i] · x[n, c, p]`, to which
  /// `b[o]` is added. Images of several extents have the same convolution's extents; `outputPadding` chooses among
  /// them. An axis gets `(extent − 1) · stride − 2 · padding + dilation · (window − 1) + outputPadding + 1` elements.
  ///
  /// Gradients are convolutions again. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html>.
  ///
  /// - Parameters:
  ///   - weight: `[channels, outputs / groups, rows, columns]`, of a floating-point type.
  ///   - bias: `[outputs]`, or nil.
  ///   - stride: Elements of the result from one position of the window to the next.
  ///   - padding: Rows and columns that are cut off from each side of the result.
  ///   - outputPadding: Rows below and columns at the right that are added to the result; less than stride or
  ///     dilation.
  ///   - groups: Groups of channels; they divide channels and outputs.
  ///   - dilation: Elements of the result from one element of the window to the next.
  /// - Returns: `[n, outputs, rows, columns]`; of a single image `[channels, rows, columns]` without n.
  /// - Precondition: the shapes fit, and padding leaves something of the result.
  public func convTranspose2d(
    _ weight: Tensor, _ bias: Tensor? = nil, stride: Pair = 1, padding: Pair = 0,
    outputPadding: Pair = 0, groups: Int = 1, dilation: Pair = 1
  ) -> Tensor {
    checked { () throws(MisuseError) in
      try ConvolutionCall(
        operation: "convTranspose2d", axes: 2, stride: stride, dilation: dilation,
        padding: .zeros(padding), groups: groups
      ).transpose(self, weight, bias, outputPadding: outputPadding)
    }
  }

  /// The transposed convolution of sequences: each element adds the weight's window, times itself, to the result.
  ///
  /// ```swift
  /// Tensor.randn([64, 16, 50]).convTranspose1d(Tensor.randn([16, 8, 4]), stride: 2, padding: 1)   // [64, 8, 100]
  /// ```
  /// It is that of images of one row; see ``convTranspose2d(_:_:stride:padding:outputPadding:groups:dilation:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose1d.html>.
  ///
  /// - Parameters:
  ///   - weight: `[channels, outputs / groups, width]`, of a floating-point type.
  ///   - bias: `[outputs]`, or nil.
  ///   - stride: Elements of the result from one position of the window to the next.
  ///   - padding: Elements that are cut off from each side of the result.
  ///   - outputPadding: Elements that are added at the end of the result; less than stride or dilation.
  ///   - groups: Groups of channels; they divide channels and outputs.
  ///   - dilation: Elements of the result from one element of the window to the next.
  /// - Returns: `[n, outputs, width]`; of a single sequence `[channels, width]` without n.
  /// - Precondition: the shapes fit, and padding leaves something of the result.
  public func convTranspose1d(
    _ weight: Tensor, _ bias: Tensor? = nil, stride: Int = 1, padding: Int = 0,
    outputPadding: Int = 0, groups: Int = 1, dilation: Int = 1
  ) -> Tensor {
    checked { () throws(MisuseError) in
      try ConvolutionCall(
        operation: "convTranspose1d", axes: 1, stride: Pair(1, stride),
        dilation: Pair(1, dilation), padding: .zeros(Pair(0, padding)), groups: groups
      ).transpose(self, weight, bias, outputPadding: Pair(0, outputPadding))
    }
  }
}
