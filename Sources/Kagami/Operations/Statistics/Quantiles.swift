// Numbers in the middle of others.
extension Tensor {
  /// The element in the middle along an axis, the lower one of two, and where it is.
  ///
  /// ```swift
  /// let (values, indices) = Tensor([3.0, 1, 2, 9]).median(axis: 0)    // 2 and 2
  /// ```
  /// NaN if any element is. The gradient goes to the element. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.median.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis, which is not empty; negative ones count from the end.
  ///   - keepDims: Whether the axis stays, with extent 1.
  public func median(axis: Int, keepDims: Bool = false) -> (values: Tensor, indices: Tensor) {
    if isScalar(axis: axis) { return (self, Tensor.zeros([], dtype: .int64, device: device)) }
    do throws(MisuseError) {
      let position = try checkedNonempty(axis: axis, "median")
      let (sorted, order) = sort(axis: position)
      let length = shape[position]
      let middle = sorted.narrow(axis: position, start: (length - 1) / 2, length: 1)
      var (values, indices) = (
        middle, order.narrow(axis: position, start: (length - 1) / 2, length: 1)
      )
      if dtype.isFloatingPoint {
        // NaN is last in order, and takes the place of the middle.
        let isLast = sorted.detach().narrow(axis: position, start: length - 1, length: 1).isNaN()
        if isLast.any().item() != 0 {
          let first = withoutHistory.isNaN().to(.uint8).argmax(axis: position, keepDims: true)
          indices = .where(isLast, first, indices)
        }
        values = gather(axis: position, indices)
      }
      return keepDims
        ? (values, indices) : (values.squeeze(axis: position), indices.squeeze(axis: position))
    } catch {
      return (standIn(after: error), Tensor.zeros(shape, dtype: .int64, device: device))
    }
  }

  /// The element in the middle of all, the lower one of two; NaN if any element is.
  public func median() -> Tensor { reshape([count]).median(axis: 0).values }

  /// The number below which a share of the elements along an axis lies, on the line between neighbours in order.
  ///
  /// ```swift
  /// Tensor([1.0, 2, 3, 4]).quantile(0.5)                    // 2.5
  /// ```
  /// NaN if any element is. The gradient is shared by both neighbours. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.quantile.html>.
  ///
  /// - Parameters:
  ///   - share: Between 0 and 1.
  ///   - axis: The axis, which is not empty; nil takes all elements.
  ///   - keepDims: Whether the axis stays, with extent 1.
  public func quantile(_ share: Double, axis: Int? = nil, keepDims: Bool = false) -> Tensor {
    guard let axis else {
      let value = reshape([count]).quantile(share, axis: 0)
      return keepDims ? value.reshape(Shape(repeating: 1, count: rank)) : value
    }
    let x = real
    if isScalar(axis: axis) { return x }
    return x.checked { () throws(MisuseError) in
      let position = try x.checkedNonempty(axis: axis, "quantile")
      if !(share >= 0 && share <= 1) {
        throw MisuseError("quantile", "a share of \(share) is not between 0 and 1")
      }
      let last = x.shape[position] - 1
      let rank = share * Double(last)
      let low = Int(rank)
      // Where they come from, so that the gradient goes to these three alone and not through all of the sorted.
      let order = x.detach().sort(axis: position).indices
      let places = [low, Swift.min(low + 1, last), last].map {
        order.narrow(axis: position, start: $0, length: 1)
      }
      let chosen = x.gather(axis: position, Tensor.concatenate(places, axis: position))
        .split(1, axis: position)
      let between = chosen[0].lerp(chosen[1], rank - Double(low))
      let value = Tensor.where(chosen[2].detach().isNaN(), chosen[2], between)
      return keepDims ? value : value.squeeze(axis: position)
    }
  }
}
