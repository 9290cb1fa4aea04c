internal import KagamiKernels

/// The window's largest element at each position, and its place on its plane: for gradients, or asked for.
struct MaxPool: MultiOutputOperation {
  let name = "maxPool"
  let window: WindowGeometry
  let positions: Pair
  let findsPlaces: Bool

  var saves: SavedTensors { findsPlaces ? .output(1) : .nothing }
  var outputCount: Int { findsPlaces ? 2 : 1 }

  func forward(_ inputs: [Tensor]) -> [Tensor] {
    let x = inputs[0]
    let shape: Shape = [x.shape[0], x.shape[1], positions.rows, positions.columns]
    let values = Tensor(uninitialized: shape, dtype: x.dtype, device: x.device)
    let places = findsPlaces ? Tensor(uninitialized: shape, dtype: .int64, device: x.device) : nil
    x.device.backend.maxPool(x.operand, window, into: values.operand, places: places?.operand)
    return places.map { [values, $0] } ?? [values]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, shape) = (context.gradient, context.shape(0))
    let (planes, pixels) = (shape[0] * shape[1], shape[2] * shape[3])
    // Among all planes, which lie one after the other.
    let starts = Tensor.arange(planes, device: g.device) * pixels
    let places = context.output(1).reshape([planes, g.shape[2] * g.shape[3]])
    let sums = record(
      ScatterAdd(extent: shape.elementCount), g.reshape([g.count]),
      (places + starts.unsqueeze(axis: 1)).reshape([g.count]))
    return [sums.reshape(shape)]
  }

  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    let g = context.gradient
    let result = Tensor(uninitialized: context.shape(0), dtype: g.dtype, device: g.device)
    g.device.backend.maxPoolBackward(
      g.operand, places: context.output(1).operand, into: result.operand)
    return [.dense(result)]
  }
}

extension Tensor {
  /// The largest element of a window at each of its positions.
  ///
  /// ```swift
  /// Tensor.randn([64, 6, 28, 28]).maxPool2d(2)                         // [64, 6, 14, 14]
  /// Tensor.randn([6, 28, 28]).maxPool2d(3, stride: 2, padding: 1)      // [6, 14, 14]
  /// ```
  /// NaN counts as largest, padding as smallest. The gradient of a position goes to its largest element: the first
  /// of equal ones, or the last NaN. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html>.
  ///
  /// - Parameters:
  ///   - kernelSize: Rows and columns of the window.
  ///   - stride: Elements of the image from one position to the next; the window's own extents unless given.
  ///   - padding: Rows and columns added on each side, at most half the window's.
  ///   - dilation: Elements of the image from one element of the window to the next.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end.
  /// - Returns: `[n, channels, rows, columns]`; of a single image without n.
  /// - Precondition: the window fits the padded image, and no position of it lies on padding alone.
  public func maxPool2d(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1,
    ceilMode: Bool = false
  ) -> Tensor {
    imageWindow(kernelSize, stride: stride, padding: padding, dilation: dilation)
      .maxPool(self, roundingUp: ceilMode)
  }

  /// The largest element of a window at each of its positions, and where on its image it is.
  ///
  /// ```swift
  /// let x = Tensor([1.0, 5, 2, 7, 0, 7], shape: [1, 2, 3])
  /// let (values, indices) = x.maxPool2dWithIndices([2, 3])             // [[[7]]] and [[[3]]]
  /// ```
  /// See ``maxPool2d(_:stride:padding:dilation:ceilMode:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html>.
  ///
  /// - Parameters:
  ///   - kernelSize: Rows and columns of the window.
  ///   - stride: Elements of the image from one position to the next; the window's own extents unless given.
  ///   - padding: Rows and columns added on each side, at most half the window's.
  ///   - dilation: Elements of the image from one element of the window to the next.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end.
  /// - Returns: `[n, channels, rows, columns]`, and of the same shape `row · width + column` of each element on
  ///   its channel, as `int64`.
  /// - Precondition: the window fits the padded image, and no position of it lies on padding alone.
  public func maxPool2dWithIndices(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1,
    ceilMode: Bool = false
  ) -> (values: Tensor, indices: Tensor) {
    imageWindow(kernelSize, stride: stride, padding: padding, dilation: dilation)
      .maxPoolWithPlaces(self, roundingUp: ceilMode)
  }

  private func imageWindow(
    _ kernelSize: Pair, stride: Pair?, padding: Pair, dilation: Pair
  ) -> WindowSettings {
    WindowSettings(
      operation: "maxPool2d", size: kernelSize, stride: stride ?? kernelSize, dilation: dilation,
      before: padding, after: padding)
  }
}

extension WindowSettings {
  /// The largest elements of a pooling window.
  ///
  /// Their places are found for gradients alone.
  func maxPool(_ x: Tensor, roundingUp: Bool) -> Tensor {
    let isRecorded = x.requiresGrad && isGradEnabled
    return maxPool(x, roundingUp: roundingUp, findsPlaces: isRecorded).values
  }

  /// The largest elements of a pooling window, and their places.
  func maxPoolWithPlaces(_ x: Tensor, roundingUp: Bool) -> (values: Tensor, indices: Tensor) {
    let (values, places) = maxPool(x, roundingUp: roundingUp, findsPlaces: true)
    return (
      values, places?.reshape(values.shape) ?? .zeros(x.shape, dtype: .int64, device: x.device)
    )
  }

  private func maxPool(
    _ x: Tensor, roundingUp: Bool, findsPlaces: Bool
  ) -> (values: Tensor, places: Tensor?) {
    var places: Tensor?
    let values = x.checked { () throws(MisuseError) in
      try x.checkImages(operation, axes: axes)
      if x.dtype == .bool {
        throw MisuseError(
          operation, "truth values of \(x.shape) are no numbers",
          hint: "convert them with to(.float32)")
      }
      let (window, positions) = try pooling(
        over: x.planeExtents(axes: axes), roundingUp: roundingUp, x.shape)
      return x.asImages(axes: axes) { images in
        let results = record(
          MaxPool(window: window, positions: positions, findsPlaces: findsPlaces), images)
        places = findsPlaces ? results[1] : nil
        return results[0]
      }
    }
    return (values, places)
  }
}
