internal import KagamiKernels

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
      try checkImages("conv2d")
      try checkConvolution(weight, bias, groups)
      let settings = try WindowSettings(
        "conv2d", size: Pair(weight.shape[2], weight.shape[3]), stride: stride, padding: padding,
        dilation: dilation)
      let geometry = ConvolutionGeometry(window: try settings.geometry(), groups: groups)
      let positions = try geometry.window.positions(over: shape, "conv2d")
      try checkSize(weight, positions)
      let operation = Convolution(geometry: geometry, positions: positions)
      return asImages { record(operation, [$0, weight] + (bias.map { [$0] } ?? [])) }
    }
  }

  private func checkConvolution(
    _ weight: Tensor, _ bias: Tensor?, _ groups: Int
  ) throws(MisuseError) {
    if weight.rank != 4 {
      throw MisuseError(
        "conv2d", "a weight of \(weight.shape) has no four axes",
        hint: "it is [outputs, channels / groups, rows, columns]")
    }
    let (outputs, channels) = (weight.shape[0], weight.shape[1])
    if groups < 1 || outputs % groups != 0 {
      throw MisuseError(
        "conv2d",
        "\(groups) groups do not divide the \(outputs) outputs of a weight of \(weight.shape)",
        hint: "a number of groups is 1 or more, and divides channels and outputs")
    }
    if shape[-3] % groups != 0 || shape[-3] / groups != channels {
      let total = channels.multipliedReportingOverflow(by: groups)
      throw MisuseError(
        "conv2d",
        "an input of \(shape) does not meet a weight of \(weight.shape) "
          + "([outputs, channels / groups, rows, columns]) in \(groups) groups",
        hint: total.overflow ? nil : "the input must have \(total.partialValue) channels")
    }
    if let bias, bias.shape != [outputs] {
      throw MisuseError(
        "conv2d", "a bias of \(bias.shape) does not fit a weight of \(weight.shape)",
        hint: "it has one element for each of the \(outputs) outputs")
    }
    if !dtype.isFloatingPoint {
      throw MisuseError(
        "conv2d", "an input of \(shape) is \(dtype), not of a floating-point type",
        hint: "convert it with to(.float32)")
    }
    for other in [weight] + (bias.map { [$0] } ?? [])
    where other.dtype != dtype || other.device != device {
      throw MisuseError(
        "conv2d",
        "the input is \(dtype) on \(device), a parameter is \(other.dtype) on \(other.device)",
        hint: "move or convert one with to(_:)")
    }
  }

  /// Stops where a factor of the products that the convolution is made of is more than BLAS counts to.
  private func checkSize(_ weight: Tensor, _ positions: Pair) throws(MisuseError) {
    let depth = weight.shape.dropFirst().reduce(1, *)
    let results = positions.rows.multipliedReportingOverflow(by: positions.columns)
    let planes = [shape[-2] * shape[-1], results.overflow ? .max : results.partialValue]
    for extent in planes + [depth] where Int32(exactly: extent) == nil {
      throw MisuseError(
        "conv2d",
        "an input of \(shape) and a weight of \(weight.shape) make products of \(extent) terms or "
          + "elements, more than BLAS counts to", hint: "convolve parts of the images")
    }
  }
}

extension WindowSettings {
  /// The window of a convolution with its padding, which may be that of equal extents.
  init(
    _ operation: String, size: Pair, stride: Pair, padding: ConvolutionPadding, dilation: Pair
  ) throws(MisuseError) {
    self.init(operation: operation, size: size, stride: stride, dilation: dilation)
    switch padding {
    case .valid: break
    case .zeros(let pair): (before, after) = (pair, pair)
    case .same:
      if stride != 1 {
        throw MisuseError(
          operation,
          "padding for results of the image's extents and a stride of \(stride) exclude one another",
          hint: "give the padding in numbers")
      }
      // Once, so that no product below is too large.
      _ = try geometry()
      let total = Pair(dilation.rows * (size.rows - 1), dilation.columns * (size.columns - 1))
      before = Pair(total.rows / 2, total.columns / 2)
      after = Pair(total.rows - before.rows, total.columns - before.columns)
    }
  }
}
