internal import KagamiKernels

/// A call of a convolution, or of a transposed one, along one or two axes: what is checked, and then recorded.
///
/// The weight of a convolution is `[outputs, channels / groups, …]`; that of a transposed one is the weight of the
/// convolution whose gradient it is, `[channels, outputs / groups, …]`.
struct ConvolutionCall {
  /// What is called, for messages.
  let operation: String
  /// Axes of an image beside its channels: 1 or 2.
  let axes: Int
  let stride, dilation: Pair
  let padding: ConvolutionPadding
  let groups: Int

  /// The convolution of images.
  func convolve(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws(MisuseError) -> Tensor {
    let outputs = try check(x, weight, first: "outputs", second: "channels")
    try check(bias, outputs, weight)
    if x.shape[-1 - axes] % groups != 0 || x.shape[-1 - axes] / groups != weight.shape[1] {
      throw mismatch(x, weight, weight.shape[1].multipliedReportingOverflow(by: groups))
    }
    try checkTypes(x, weight, bias)
    let settings = try settings(of: weight)
    let window = try settings.geometry()
    let positions = try settings.positions(window, over: x.planeExtents(axes: axes), x.shape)
    try checkSize(x, weight, positions)
    let operation = Convolution(
      geometry: ConvolutionGeometry(window: window, groups: groups), positions: positions)
    return record(operation, x, weight, bias)
  }

  /// The transposed convolution of images.
  ///
  /// - Parameter outputPadding: Rows below and columns at the right of results that the convolution's window
  ///   passes over.
  func transpose(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, outputPadding: Pair
  ) throws(MisuseError) -> Tensor {
    _ = try check(x, weight, first: "channels", second: "outputs")
    let (outputs, overflows) = weight.shape[1].multipliedReportingOverflow(by: groups)
    try check(bias, overflows ? .max : outputs, weight)
    if x.shape[-1 - axes] != weight.shape[0] {
      throw mismatch(x, weight, (weight.shape[0], false))
    }
    try checkTypes(x, weight, bias)
    let settings = try settings(of: weight)
    let window = try settings.geometry()
    let extents = x.planeExtents(axes: axes)
    let result = try Pair(
      resultExtent(window.rows, extents.rows, outputPadding.rows, x, isColumns: false),
      resultExtent(window.columns, extents.columns, outputPadding.columns, x, isColumns: true))
    try checkSize(x, weight, result)
    let isBatch = x.rank == axes + 2
    let operation = ConvolutionTranspose(
      geometry: ConvolutionGeometry(window: window, groups: groups),
      shape: [isBatch ? x.shape[0] : 1, outputs, result.rows, result.columns])
    return record(operation, x, weight, bias)
  }

  private func record(
    _ operation: some DifferentiableOperation, _ x: Tensor, _ weight: Tensor, _ bias: Tensor?
  ) -> Tensor {
    let planes = axes == 1 ? weight.unsqueeze(axis: 2) : weight
    return x.asImages(axes: axes) {
      Kagami.record(operation, [$0, planes] + (bias.map { [$0] } ?? []))
    }
  }

  /// The extent of results from which the window has as many positions as images have elements.
  private func resultExtent(
    _ axis: WindowAxis, _ extent: Int, _ more: Int, _ x: Tensor, isColumns: Bool
  ) throws(MisuseError) -> Int {
    if more < 0 || more >= max(axis.stride, axis.dilation), more != 0 {
      throw MisuseError(
        operation,
        "output padding of \(more) does not go with a stride of \(axis.stride) and a dilation of "
          + "\(axis.dilation)", hint: "it is less than one of both")
    }
    if extent == 0 {
      throw MisuseError(operation, "images of \(x.shape) have no elements")
    }
    let (steps, overflows) = (extent - 1).multipliedReportingOverflow(by: axis.stride)
    let (sum, overflowsToo) = steps.addingReportingOverflow(axis.span + more)
    let result = sum - axis.before - axis.after
    if overflows || overflowsToo || Int32(exactly: result) == nil || result < 1 {
      throw MisuseError(
        operation,
        "a window of \(axis.span) over \(extent) \(isColumns ? "columns" : "rows") of \(x.shape) leaves "
          + "\(overflows || overflowsToo ? "too many" : "\(result)") elements",
        hint: result < 1 ? "use less padding" : nil)
    }
    return result
  }

  /// - Returns: The first extent of the weight.
  private func check(
    _ x: Tensor, _ weight: Tensor, first: String, second: String
  ) throws(MisuseError) -> Int {
    try x.checkImages(operation, axes: axes)
    if weight.rank != axes + 2 {
      let names = axes == 1 ? "width" : "rows, columns"
      throw MisuseError(
        operation, "a weight of \(weight.shape) has no \(axes == 1 ? "three" : "four") axes",
        hint: "it is [\(first), \(second) / groups, \(names)]")
    }
    if groups < 1 || weight.shape[0] % groups != 0 {
      throw MisuseError(
        operation,
        "\(groups) groups do not divide the \(weight.shape[0]) \(first) of a weight of \(weight.shape)",
        hint: "a number of groups is 1 or more, and divides channels and outputs")
    }
    return weight.shape[0]
  }

  private func check(
    _ bias: Tensor?, _ outputs: Int, _ weight: Tensor
  ) throws(MisuseError) {
    if let bias, bias.shape != [outputs] {
      throw MisuseError(
        operation, "a bias of \(bias.shape) does not fit a weight of \(weight.shape)",
        hint: "it has one element for each of the \(outputs) outputs")
    }
  }

  private func mismatch(
    _ x: Tensor, _ weight: Tensor, _ channels: (partialValue: Int, overflow: Bool)
  ) -> MisuseError {
    let isTransposed = operation.hasPrefix("convTranspose")
    let (first, second) = isTransposed ? ("channels", "outputs") : ("outputs", "channels")
    let names = axes == 1 ? "width" : "rows, columns"
    return MisuseError(
      operation,
      "an input of \(x.shape) does not meet a weight of \(weight.shape) "
        + "([\(first), \(second) / groups, \(names)]) in \(groups) groups",
      hint: channels.overflow
        ? nil : "the input must have \(channels.partialValue) channels")
  }

  private func checkTypes(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?
  ) throws(MisuseError) {
    try x.checkFloatingPoint(operation)
    for other in [weight] + (bias.map { [$0] } ?? [])
    where other.dtype != x.dtype || other.device != x.device {
      throw MisuseError(
        operation,
        "the input is \(x.dtype) on \(x.device), a parameter is \(other.dtype) on \(other.device)",
        hint: "move or convert one with to(_:)")
    }
  }

  private func settings(of weight: Tensor) throws(MisuseError) -> WindowSettings {
    try WindowSettings(
      operation, axes: axes, size: weight.planeExtents(axes: axes), stride: stride,
      padding: padding, dilation: dilation)
  }

  /// Stops where a factor of the products that the convolution is made of is more than BLAS counts to.
  private func checkSize(
    _ x: Tensor, _ weight: Tensor, _ positions: Pair
  ) throws(MisuseError) {
    let depth = weight.shape.dropFirst().reduce(1, *)
    let results = positions.rows.multipliedReportingOverflow(by: positions.columns)
    let extents = x.planeExtents(axes: axes)
    let planes = [extents.rows * extents.columns, results.overflow ? .max : results.partialValue]
    for extent in planes + [depth] where Int32(exactly: extent) == nil {
      throw MisuseError(
        operation,
        "an input of \(x.shape) and a weight of \(weight.shape) make products of \(extent) terms or "
          + "elements, more than BLAS counts to", hint: "convolve parts of the images")
    }
  }
}

extension WindowSettings {
  /// The window of a convolution with its padding, which may be that of equal extents.
  init(
    _ operation: String, axes: Int, size: Pair, stride: Pair, padding: ConvolutionPadding,
    dilation: Pair
  ) throws(MisuseError) {
    self.init(operation: operation, axes: axes, size: size, stride: stride, dilation: dilation)
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
