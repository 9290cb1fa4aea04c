extension Tensor {
  /// The largest element of a window at each of its positions along sequences.
  ///
  /// ```swift
  /// Tensor.randn([64, 8, 100]).maxPool1d(2)                            // [64, 8, 50]
  /// ```
  /// See ``maxPool2d(_:stride:padding:dilation:ceilMode:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html>.
  ///
  /// - Parameters:
  ///   - kernelSize: Elements of the window.
  ///   - stride: Elements of the sequence from one position to the next; the window's own extent unless given.
  ///   - padding: Elements added on each side, at most half the window's.
  ///   - dilation: Elements of the sequence from one element of the window to the next.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end.
  /// - Returns: `[n, channels, positions]`; of a single sequence without n.
  /// - Precondition: the window fits the padded sequence, and no position of it lies on padding alone.
  public func maxPool1d(
    _ kernelSize: Int, stride: Int? = nil, padding: Int = 0, dilation: Int = 1,
    ceilMode: Bool = false
  ) -> Tensor {
    sequenceWindow(kernelSize, stride: stride, padding: padding, dilation: dilation)
      .maxPool(self, roundingUp: ceilMode)
  }

  /// The largest element of a window at each of its positions along sequences, and where it is.
  ///
  /// ```swift
  /// let (values, indices) = Tensor([1.0, 5, 2, 7], shape: [1, 4]).maxPool1dWithIndices(2)   // [[5, 7]], [[1, 3]]
  /// ```
  /// See ``maxPool2dWithIndices(_:stride:padding:dilation:ceilMode:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html>.
  ///
  /// - Parameters:
  ///   - kernelSize: Elements of the window.
  ///   - stride: Elements of the sequence from one position to the next; the window's own extent unless given.
  ///   - padding: Elements added on each side, at most half the window's.
  ///   - dilation: Elements of the sequence from one element of the window to the next.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end.
  /// - Returns: `[n, channels, positions]`, and of the same shape the place of each element in its sequence, as
  ///   `int64`.
  /// - Precondition: the window fits the padded sequence, and no position of it lies on padding alone.
  public func maxPool1dWithIndices(
    _ kernelSize: Int, stride: Int? = nil, padding: Int = 0, dilation: Int = 1,
    ceilMode: Bool = false
  ) -> (values: Tensor, indices: Tensor) {
    sequenceWindow(kernelSize, stride: stride, padding: padding, dilation: dilation)
      .maxPoolWithPlaces(self, roundingUp: ceilMode)
  }

  private func sequenceWindow(
    _ kernelSize: Int, stride: Int?, padding: Int, dilation: Int
  ) -> WindowSettings {
    WindowSettings(
      operation: "maxPool1d", axes: 1, size: Pair(1, kernelSize),
      stride: Pair(1, stride ?? kernelSize), dilation: Pair(1, dilation),
      before: Pair(0, padding), after: Pair(0, padding))
  }

  /// The mean of a window's elements at each of its positions along sequences.
  ///
  /// ```swift
  /// Tensor.randn([64, 8, 100]).avgPool1d(2)                            // [64, 8, 50]
  /// ```
  /// See ``avgPool2d(_:stride:padding:ceilMode:countIncludePad:divisorOverride:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html>.
  ///
  /// - Parameters:
  ///   - kernelSize: Elements of the window.
  ///   - stride: Elements of the sequence from one position to the next; the window's own extent unless given.
  ///   - padding: Zeros on each side, at most half the window's elements.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end; what of the window is
  ///     beyond sequence and padding does not count.
  ///   - countIncludePad: Whether the zeros of the padding count among a window's elements.
  /// - Returns: `[n, channels, positions]`; of a single sequence without n.
  /// - Precondition: the window fits the padded sequence.
  public func avgPool1d(
    _ kernelSize: Int, stride: Int? = nil, padding: Int = 0, ceilMode: Bool = false,
    countIncludePad: Bool = true
  ) -> Tensor {
    WindowSettings(
      operation: "avgPool1d", axes: 1, size: Pair(1, kernelSize),
      stride: Pair(1, stride ?? kernelSize), before: Pair(0, padding), after: Pair(0, padding)
    ).avgPool(self, roundingUp: ceilMode, includesPadding: countIncludePad)
  }
}
