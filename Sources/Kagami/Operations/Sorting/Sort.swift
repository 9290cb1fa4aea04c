/// The elements along an axis in order, or the first of them, and the places that they had.
struct Sort: MultiOutputOperation {
  let name: String
  let saves: SavedTensors = .output(1)
  let outputCount = 2
  let axis: Int
  let isDescending: Bool
  /// How many are kept.
  let kept: Int

  func forward(_ inputs: [Tensor]) -> [Tensor] {
    let x = inputs[0]
    var shape = x.shape
    shape[axis] = kept
    let values = Tensor(uninitialized: shape, dtype: x.dtype, device: x.device)
    let places = Tensor(uninitialized: shape, dtype: .int64, device: x.device)
    x.device.backend.sort(
      x.operand, axis: axis, isDescending: isDescending, into: values.operand,
      places: places.operand)
    return [values, places]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let shape = context.shape(0)
    let places = context.output(1).places(along: axis, of: shape)
    let scattered = record(
      ScatterAdd(extent: shape.elementCount), context.gradient.reshape([places.count]), places)
    return [scattered.reshape(shape)]
  }
}

extension Tensor {
  /// The elements along an axis in order, and the places that they had.
  ///
  /// ```swift
  /// let (values, indices) = Tensor([3, 1, 2]).sort()        // 1, 2, 3 and 1, 2, 0
  /// ```
  /// Equal elements stay in their order, so that every sort is stable; NaN is above all numbers, and zeros of either
  /// sign are equal. The gradient goes back to the places. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sort.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis; negative ones count from the end.
  ///   - isDescending: Whether the largest comes first.
  /// - Returns: The elements, and their places as `int64`.
  /// - Complexity: Proportional to the number of elements.
  public func sort(
    axis: Int = -1, isDescending: Bool = false
  ) -> (values: Tensor, indices: Tensor) {
    sorted("sort", axis: axis, isDescending: isDescending) { $0 }
  }

  /// The places of the elements along an axis in order, as `int64`; see ``sort(axis:isDescending:)``.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.argsort.html>.
  public func argsort(axis: Int = -1, isDescending: Bool = false) -> Tensor {
    withoutHistory.sort(axis: axis, isDescending: isDescending).indices
  }

  /// The `k` largest elements along an axis in descending order, or the smallest in ascending order, and where they are.
  ///
  /// ```swift
  /// let (values, indices) = logits.topK(5, axis: 1)         // the five likeliest classes
  /// ```
  /// Of equal elements the first ones are taken; NaN is above all numbers. The gradient goes back to the places.
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.topk.html>.
  ///
  /// - Parameters:
  ///   - k: How many, from 0 to the axis's extent.
  ///   - axis: The axis; negative ones count from the end.
  ///   - isLargest: Whether the largest are looked for.
  /// - Returns: The elements, and their places as `int64`.
  public func topK(
    _ k: Int, axis: Int = -1, isLargest: Bool = true
  ) -> (values: Tensor, indices: Tensor) {
    sorted("topK", axis: axis, isDescending: isLargest) { extent throws(MisuseError) in
      if k < 0 || k > extent {
        throw MisuseError("topK", "axis \(axis) of \(shape) does not have \(k) elements")
      }
      return k
    }
  }

  /// - Parameter kept: How many of an axis's elements are kept.
  private func sorted(
    _ operation: String, axis: Int, isDescending: Bool, _ kept: (Int) throws(MisuseError) -> Int
  ) -> (values: Tensor, indices: Tensor) {
    if isScalar(axis: axis) {
      let (values, indices) = reshape([1])
        .sorted(operation, axis: 0, isDescending: isDescending, kept)
      return values.count == 1 ? (values.reshape([]), indices.reshape([])) : (values, indices)
    }
    do throws(MisuseError) {
      let position = try checkedAxis(axis, operation)
      let results = record(
        Sort(
          name: operation, axis: position, isDescending: isDescending,
          kept: try kept(shape[position])), self)
      return (results[0], results[1])
    } catch {
      return (standIn(after: error), Tensor.zeros(shape, dtype: .int64, device: device))
    }
  }
}
