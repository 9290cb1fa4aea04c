/// The largest element along an axis, and where it is.
struct Max: MultiOutputOperation {
  let name = "max"
  let saves: SavedTensors = .output(1)
  let outputCount = 2
  let axis: Int
  let keepDims: Bool

  func forward(_ inputs: [Tensor]) -> [Tensor] {
    let x = inputs[0]
    let (values, indices) = (x.computing(.maximum, axes: [axis]), x.argmax(axis: axis))
    return keepDims
      ? [values, indices.restoringAxes([axis], kept: false)]
      : [values.withoutAxes([axis]), indices]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let indices = context.output(1).restoringAxes([axis], kept: keepDims)
    let gradient = context.gradient.restoringAxes([axis], kept: keepDims)
    let places = indices.places(along: axis, of: context.shape(0))
    let scattered = record(
      ScatterAdd(extent: context.shape(0).elementCount), gradient.reshape([places.count]), places)
    return [scattered.reshape(context.shape(0))]
  }
}

extension Tensor {
  /// The largest element along an axis and its first position; NaN counts as largest.
  ///
  /// ```swift
  /// let (values, indices) = Tensor([[1, 5, 2], [7, 0, 7]]).max(axis: 1)    // [5, 7] and [1, 0]
  /// ```
  /// The gradient goes to the element at the position. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.max.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis to look along, which is not empty; negative ones count from the end.
  ///   - keepDims: Whether the axis stays, with extent 1.
  /// - Returns: The elements, and their positions as `int64`.
  public func max(
    axis: Int, keepDims: Bool = false
  ) -> (values: Tensor, indices: Tensor) {
    largest(axis, keepDims, "max")
  }

  /// The smallest element along an axis and its first position; NaN counts as smallest.
  ///
  /// The gradient goes to the element at the position. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.min.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis to look along, which is not empty; negative ones count from the end.
  ///   - keepDims: Whether the axis stays, with extent 1.
  /// - Returns: The elements, and their positions as `int64`.
  public func min(
    axis: Int, keepDims: Bool = false
  ) -> (values: Tensor, indices: Tensor) {
    let (values, indices) = orderReversed.largest(axis, keepDims, "min")
    return (values.orderReversed, indices)
  }

  private func largest(
    _ axis: Int, _ keepDims: Bool, _ operation: String
  ) -> (values: Tensor, indices: Tensor) {
    if isScalar(axis: axis) { return (self, Tensor.zeros([], dtype: .int64, device: device)) }
    do throws(MisuseError) {
      let position = try checkedNonempty(axis: axis, operation)
      let results = record(Max(axis: position, keepDims: keepDims), self)
      return (results[0], results[1])
    } catch {
      let indices = Tensor.zeros(shape, dtype: .int64, device: device)
      return (standIn(after: error), indices)
    }
  }

  /// Numbers in the opposite order: what was smallest is largest.
  ///
  /// The complement reverses the order of integers without overflow, which the sign does not.
  var orderReversed: Tensor {
    if dtype == .bool { return .!self }
    return dtype.isFloatingPoint ? -self : -1 - self
  }

  /// The position of an axis that has elements to compare.
  func checkedNonempty(axis: Int, _ operation: String) throws(MisuseError) -> Int {
    let position = try checkedAxis(axis, operation)
    if shape[position] == 0 {
      throw MisuseError(
        operation, "axis \(axis) of \(shape) has no elements, so none is the largest")
    }
    return position
  }
}
