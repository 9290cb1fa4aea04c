extension Tensor {
  /// The convolution of sequences with the windows of a weight.
  ///
  /// ```swift
  /// let x = Tensor.randn([64, 8, 100])
  /// x.conv1d(Tensor.randn([16, 8, 5]), padding: 2)                     // [64, 16, 100]
  /// x.conv1d(Tensor.randn([16, 8, 3]), stride: 2)                      // [64, 16, 49]
  /// ```
  /// It is the convolution of images of one row; see ``conv2d(_:_:stride:padding:dilation:groups:)`` for the
  /// mathematics. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html>.
  ///
  /// - Parameters:
  ///   - weight: `[outputs, channels / groups, width]`, of a floating-point type.
  ///   - bias: `[outputs]`, or nil.
  ///   - stride: Elements of the sequence from one position of the window to the next.
  ///   - padding: Zeros before and behind each sequence.
  ///   - dilation: Elements of the sequence from one element of the window to the next.
  ///   - groups: Groups of channels; they divide channels and outputs.
  /// - Returns: `[n, outputs, positions]`; of a single sequence `[channels, width]` without n.
  /// - Precondition: the shapes fit, and the window the padded sequence.
  public func conv1d(
    _ weight: Tensor, _ bias: Tensor? = nil, stride: Int = 1, padding: ConvolutionPadding = 0,
    dilation: Int = 1, groups: Int = 1
  ) -> Tensor {
    checked { () throws(MisuseError) in
      try ConvolutionCall(
        operation: "conv1d", axes: 1, stride: Pair(1, stride), dilation: Pair(1, dilation),
        padding: padding.alongColumns("conv1d"), groups: groups
      ).convolve(self, weight, bias)
    }
  }
}

extension ConvolutionPadding {
  /// The padding of a sequence, which has no rows.
  func alongColumns(_ operation: String) throws(MisuseError) -> ConvolutionPadding {
    guard case .zeros(let pair) = self else { return self }
    if pair.rows != pair.columns {
      throw MisuseError(
        operation, "a sequence has one axis to pad, not two of \(pair)",
        hint: "write one number")
    }
    return .zeros(Pair(0, pair.columns))
  }
}
