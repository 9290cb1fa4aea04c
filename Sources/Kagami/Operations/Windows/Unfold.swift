internal import KagamiKernels

/// The window's elements at each position: `[n, channels, rows and columns of the window, rows and columns of
/// positions]`.
///
/// Adjoint of `Fold`.
struct Unfold: DifferentiableOperation {
  let name = "unfold"
  let saves: SavedTensors = .nothing
  let window: WindowGeometry
  let positions: Pair

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let result = Tensor(
      uninitialized: [
        x.shape[0], x.shape[1], window.rows.size, window.columns.size, positions.rows,
        positions.columns,
      ], dtype: x.dtype, device: x.device)
    x.device.backend.unfold(x.operand, window, into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let shape = context.shape(0)
    return [
      record(Fold(window: window, extents: Pair(shape[2], shape[3])), context.gradient)
    ]
  }
}

/// Zeros of images to which each element is added where `Unfold` takes it from.
///
/// Adjoint of `Unfold`.
struct Fold: DifferentiableOperation {
  let name = "fold"
  let saves: SavedTensors = .nothing
  let window: WindowGeometry
  /// Rows and columns of the images.
  let extents: Pair

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let result = Tensor(
      uninitialized: [x.shape[0], x.shape[1], extents.rows, extents.columns], dtype: x.dtype,
      device: x.device)
    x.device.backend.fold(x.operand, window, into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let shape = context.shape(0)
    return [
      record(Unfold(window: window, positions: Pair(shape[4], shape[5])), context.gradient)
    ]
  }
}

extension Tensor {
  /// The elements of a window at each of its positions, as columns of a matrix for each image.
  ///
  /// ```swift
  /// let x = Tensor.randn([8, 3, 28, 28])
  /// let columns = x.unfold(5)                                          // [8, 3·5·5, 24·24]
  /// Tensor.randn([6, 3 * 5 * 5]).matmul(columns)                       // a convolution, [8, 6, 24·24]
  /// ```
  /// Row `(c · rows + i) · columns + j` has element `(i, j)` of the window on channel `c`; on padding it is 0. An
  /// element's gradient is the sum of those of its copies. The result is a copy. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html>.
  ///
  /// - Parameters:
  ///   - kernelSize: Rows and columns of the window.
  ///   - dilation: Elements of the image from one element of the window to the next.
  ///   - padding: Rows and columns of zeros on each side.
  ///   - stride: Elements of the image from one position of the window to the next.
  /// - Returns: `[n, channels · window, positions]`; of a single image `[channels, rows, columns]` without n.
  /// - Precondition: the window fits the padded image, and elements are no truth values.
  public func unfold(
    _ kernelSize: Pair, dilation: Pair = 1, padding: Pair = 0, stride: Pair = 1
  ) -> Tensor {
    checked { () throws(MisuseError) in
      try checkImages("unfold")
      try checkNumbers("unfold")
      let settings = WindowSettings(
        operation: "unfold", size: kernelSize, stride: stride, dilation: dilation,
        before: padding, after: padding)
      let window = try settings.geometry()
      let positions = try settings.positions(window, over: planeExtents(), shape)
      return asImages { images in
        record(Unfold(window: window, positions: positions), images)
          .reshape([
            images.shape[0], images.shape[1] * window.size, positions.rows * positions.columns,
          ])
      }
    }
  }

  /// Images to which each column's elements are added where ``unfold(_:dilation:padding:stride:)`` takes them from.
  ///
  /// ```swift
  /// let x = Tensor.randn([8, 3, 28, 28])
  /// x.unfold(4, stride: 4).fold([28, 28], kernelSize: 4, stride: 4)    // x again: windows do not overlap
  /// ```
  /// What a column has on padding is left out. Gradients are those of `unfold`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Fold.html>.
  ///
  /// - Parameters:
  ///   - outputSize: Rows and columns of the images.
  ///   - kernelSize: Rows and columns of the window.
  ///   - dilation: Elements of the image from one element of the window to the next.
  ///   - padding: Rows and columns that are cut off from each side.
  ///   - stride: Elements of the image from one position of the window to the next.
  /// - Returns: `[n, channels, rows, columns]`; of a single matrix `[channels · window, positions]` without n.
  /// - Precondition: there is a row for each element of the window, and a column for each of its positions.
  public func fold(
    _ outputSize: Pair, kernelSize: Pair, dilation: Pair = 1, padding: Pair = 0, stride: Pair = 1
  ) -> Tensor {
    checked { () throws(MisuseError) in
      try checkNumbers("fold")
      let settings = WindowSettings(
        operation: "fold", size: kernelSize, stride: stride, dilation: dilation, before: padding,
        after: padding)
      let window = try settings.geometry()
      if outputSize.rows < 1 || outputSize.columns < 1 {
        throw MisuseError("fold", "images cannot be of \(outputSize)")
      }
      let positions = try settings.positions(window, over: outputSize, shape)
      let columns = positions.rows * positions.columns
      guard rank == 2 || rank == 3, shape[-1] == columns,
        shape[-2].isMultiple(of: window.size)
      else {
        throw MisuseError(
          "fold",
          "\(shape) are no windows of \(kernelSize) at \(columns) positions over \(outputSize)",
          hint: "they are [n, channels · \(window.size), \(columns)]")
      }
      let matrices = rank == 2 ? unsqueeze(axis: 0) : self
      let windows = matrices.reshape([
        matrices.shape[0], matrices.shape[1] / window.size, window.rows.size,
        window.columns.size, positions.rows, positions.columns,
      ])
      let images = record(Fold(window: window, extents: outputSize), windows)
      return rank == 2 ? images.squeeze(axis: 0) : images
    }
  }

  private func checkNumbers(_ operation: String) throws(MisuseError) {
    if dtype != .bool { return }
    throw MisuseError(
      operation, "truth values of \(shape) are no numbers", hint: "convert them with to(.float32)")
  }
}
