internal import KagamiKernels

/// The largest element along some axes, or the smallest.
struct Amax: DifferentiableOperation {
  var name: String { isSmallest ? "amin" : "amax" }
  let saves: SavedTensors = [.input0, .output]
  let axes: [Int]
  let keepDims: Bool
  var isSmallest = false

  func forward(_ inputs: [Tensor]) -> Tensor {
    let top = inputs[0].computing(isSmallest ? .minimum : .maximum, axes: axes)
    return keepDims ? top : top.withoutAxes(axes)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let top = context.output.detach().restoringAxes(axes, kept: keepDims)
    // Equal elements share the gradient.
    let isTop = (context.input(0) .== top).to(context.gradient.dtype)
    let share = isTop / isTop.sum(axes: axes, keepDims: true)
    return [context.gradient.restoringAxes(axes, kept: keepDims) * share]
  }
}

extension Tensor {
  /// The largest element along `axes`, or of all; NaN if any is.
  ///
  /// Equal largest elements share the gradient evenly. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.amax.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to look along; all unless given. None may be empty.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func amax(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    checked { () throws(MisuseError) in
      record(Amax(axes: try checkedNonempty(axes: axes, "amax"), keepDims: keepDims), self)
    }
  }

  /// The largest element along one axis; NaN if any is.
  public func amax(axis: Int, keepDims: Bool = false) -> Tensor {
    amax(axes: [axis], keepDims: keepDims)
  }

  /// The smallest element along `axes`, or of all; NaN if any is.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.amin.html>.
  public func amin(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    checked { () throws(MisuseError) in
      let positions = try checkedNonempty(axes: axes, "amin")
      return record(Amax(axes: positions, keepDims: keepDims, isSmallest: true), self)
    }
  }

  /// The smallest element along one axis; NaN if any is.
  public func amin(axis: Int, keepDims: Bool = false) -> Tensor {
    amin(axes: [axis], keepDims: keepDims)
  }

  /// The first position of the largest element along an axis, as `int64` without that axis.
  ///
  /// NaN counts as largest. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.argmax.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis to look along, which is not empty; negative ones count from the end.
  ///   - keepDims: Whether the axis stays, with extent 1.
  public func argmax(axis: Int, keepDims: Bool = false) -> Tensor {
    if isScalar(axis: axis) { return unsqueeze(axis: 0).argmax(axis: 0) }
    return checked { () throws(MisuseError) in
      let position = try checkedNonempty(axis: axis, "argmax")
      let trace = OperationTrace.active
      let result =
        trace?.adding("argmax", .argmax(axis: position), [self]) { [positions(along: position)] }[0]
        ?? positions(along: position)
      return keepDims ? result.restoringAxes([position], kept: false) : result
    }
  }

  private func positions(along axis: Int) -> Tensor {
    var reduced = shape
    reduced.remove(at: axis)
    let result = Tensor(uninitialized: reduced, dtype: .int64, device: device)
    device.backend.argmax(operand, axis: axis, into: result.operand)
    return result
  }

  /// The first position of the smallest element along an axis, as `int64` without that axis.
  ///
  /// NaN counts as smallest. Source: <https://docs.pytorch.org/docs/stable/generated/torch.argmin.html>.
  public func argmin(axis: Int, keepDims: Bool = false) -> Tensor {
    withoutHistory.orderReversed.argmax(axis: axis, keepDims: keepDims)
  }

  /// The first position of the largest of all elements in row-major order, as `int64` without axes.
  public func argmax() -> Tensor { reshape([count]).argmax(axis: 0) }

  /// The first position of the smallest of all elements in row-major order, as `int64` without axes.
  public func argmin() -> Tensor { reshape([count]).argmin(axis: 0) }

  /// The positions of axes, each of which has elements to compare.
  private func checkedNonempty(axes: [Int]?, _ operation: String) throws(MisuseError) -> [Int] {
    let positions = try checkedAxes(axes, operation)
    if let empty = positions.first(where: { shape[$0] == 0 }) {
      throw MisuseError(
        operation, "axis \(empty) of \(shape) has no elements, so none is the largest")
    }
    return positions
  }
}
