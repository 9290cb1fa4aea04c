internal import KagamiKernels

/// The sum of the window's elements at each position.
///
/// Adjoint of `SumPoolTranspose`.
struct SumPool: DifferentiableOperation {
  let name = "sumPool"
  let saves: SavedTensors = .nothing
  let window: WindowGeometry
  let positions: Pair

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let result = Tensor(
      uninitialized: [x.shape[0], x.shape[1], positions.rows, positions.columns], dtype: x.dtype,
      device: x.device)
    x.device.backend.sumPool(x.operand, window, into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let shape = context.shape(0)
    return [record(SumPoolTranspose(window: window, shape: shape), context.gradient)]
  }
}

/// Zeros of images to which each element is added all over its window.
///
/// Adjoint of `SumPool`.
struct SumPoolTranspose: DifferentiableOperation {
  let name = "sumPoolTranspose"
  let saves: SavedTensors = .nothing
  let window: WindowGeometry
  /// The images'.
  let shape: Shape

  func forward(_ inputs: [Tensor]) -> Tensor {
    let g = inputs[0]
    let result = Tensor(uninitialized: shape, dtype: g.dtype, device: g.device)
    g.device.backend.sumPoolBackward(g.operand, window, into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let positions = Pair(context.shape(0)[2], context.shape(0)[3])
    return [record(SumPool(window: window, positions: positions), context.gradient)]
  }
}

extension Tensor {
  /// The mean of a window's elements at each of its positions.
  ///
  /// ```swift
  /// Tensor.randn([64, 6, 28, 28]).avgPool2d(2)                         // [64, 6, 14, 14]
  /// Tensor.randn([6, 28, 28]).avgPool2d(3, stride: 2, padding: 1)      // [6, 14, 14]
  /// ```
  /// All elements of a window share the gradient of its position. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html>.
  ///
  /// - Parameters:
  ///   - kernelSize: Rows and columns of the window.
  ///   - stride: Elements of the image from one position to the next; the window's own extents unless given.
  ///   - padding: Rows and columns of zeros on each side, at most half the window's.
  ///   - ceilMode: Whether there is one more position where a rest is left at the end; what of the window is
  ///     beyond image and padding does not count.
  ///   - countIncludePad: Whether the zeros of the padding count among a window's elements.
  ///   - divisorOverride: What sums are divided by in place of the number of elements; not 0.
  /// - Returns: `[n, channels, rows, columns]`; of a single image without n.
  /// - Precondition: the window fits the padded image.
  public func avgPool2d(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, ceilMode: Bool = false,
    countIncludePad: Bool = true, divisorOverride: Int? = nil
  ) -> Tensor {
    WindowSettings(
      operation: "avgPool2d", size: kernelSize, stride: stride ?? kernelSize, before: padding,
      after: padding
    ).avgPool(
      self, roundingUp: ceilMode, includesPadding: countIncludePad, divisor: divisorOverride)
  }
}

extension WindowSettings {
  /// The means of a pooling window.
  ///
  /// - Parameter divisor: What sums are divided by in place of the number of elements.
  func avgPool(
    _ x: Tensor, roundingUp: Bool, includesPadding: Bool, divisor: Int? = nil
  ) -> Tensor {
    x.checked { () throws(MisuseError) in
      try x.checkImages(operation, axes: axes)
      try x.checkFloatingPoint(operation)
      if divisor == 0 { throw MisuseError(operation, "sums cannot be divided by 0") }
      let (window, positions) = try pooling(
        over: x.planeExtents(axes: axes), roundingUp: roundingUp, x.shape)
      return x.asImages(axes: axes) { images in
        let sums = record(SumPool(window: window, positions: positions), images)
        if let divisor { return sums / Double(divisor) }
        return sums / window.counts(over: images, positions, includesPadding: includesPadding)
      }
    }
  }
}

extension WindowGeometry {
  /// The number of the window's elements at each position, `[rows, columns]` or `[]` where all are the same.
  fileprivate func counts(
    over x: Tensor, _ positions: Pair, includesPadding: Bool
  ) -> Tensor {
    func counts(_ axis: WindowAxis, _ extent: Int, _ positions: Int) -> [Int] {
      (0..<positions).map { position in
        guard includesPadding else { return axis.elements(at: position, over: extent).count }
        // What of the window is beyond the padding does not count even so.
        return min(axis.size, extent + axis.before + axis.after - position * axis.stride)
      }
    }
    let (down, across) = (
      counts(rows, x.shape[-2], positions.rows), counts(columns, x.shape[-1], positions.columns)
    )
    func number(_ value: Int) -> Double { Double(value) }
    if down.allSatisfy({ $0 == down[0] }), across.allSatisfy({ $0 == across[0] }) {
      return Tensor(Double(down[0] * across[0]), dtype: x.dtype, device: x.device)
    }
    return Tensor(
      down.flatMap { row in across.map { Double(row * $0) } },
      shape: [positions.rows, positions.columns], dtype: x.dtype, device: x.device)
  }
}
