// A tensor several times over.
extension Tensor {
  /// The whole tensor one after another along its axes.
  ///
  /// ```swift
  /// Tensor([1, 2]).tile([3])                                // 1, 2, 1, 2, 1, 2
  /// Tensor([1, 2]).tile([2, 1])                             // [[1, 2], [1, 2]]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.tile.html>.
  ///
  /// - Parameter repetitions: How often along each axis. Fewer numbers than axes belong to the last ones; more
  ///   add axes in front.
  public func tile(_ repetitions: [Int]) -> Tensor {
    if repetitions.contains(where: { $0 < 0 }) {
      return standIn(
        after: MisuseError("tile", "\(repetitions) repetitions of \(shape) are negative"))
    }
    let rank = Swift.max(rank, repetitions.count)
    let own = [Int](repeating: 1, count: rank - self.rank) + shape
    let times = [Int](repeating: 1, count: rank - repetitions.count) + repetitions
    // Axis after axis, so that no tensor has twice as many.
    return (0..<rank).reduce(reshape(Shape(own))) { $0.repeatingWhole(times[$1], axis: $1) }
  }

  private func repeatingWhole(_ times: Int, axis: Int) -> Tensor {
    if times == 1 { return self }
    let (before, after) = (shape[..<axis].reduce(1, *), shape[(axis + 1)...].reduce(1, *))
    var target = shape
    target[axis] *= times
    return reshape([before, 1, shape[axis] * after]).expand([before, times, shape[axis] * after])
      .reshape(target)
  }

  /// Each element several times in a row.
  ///
  /// ```swift
  /// Tensor([1, 2]).repeatInterleave(3)                      // 1, 1, 1, 2, 2, 2
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.repeat_interleave.html>.
  ///
  /// - Parameters:
  ///   - times: How often.
  ///   - axis: The axis whose slices are repeated; nil takes elements in row-major order.
  public func repeatInterleave(_ times: Int, axis: Int? = nil) -> Tensor {
    guard let axis, !isScalar(axis: axis) else {
      return reshape([count]).repeatingSlices(times, axis: 0)
    }
    return checked { () throws(MisuseError) in
      repeatingSlices(times, axis: try checkedAxis(axis, "repeatInterleave"))
    }
  }

  private func repeatingSlices(_ times: Int, axis: Int) -> Tensor {
    if times < 0 {
      return standIn(
        after: MisuseError("repeatInterleave", "\(times) repetitions of \(shape) are negative"))
    }
    let (before, after) = (shape[..<axis].reduce(1, *), shape[(axis + 1)...].reduce(1, *))
    var target = shape
    target[axis] *= times
    return reshape([before * shape[axis], 1, after]).expand([before * shape[axis], times, after])
      .reshape(target)
  }

  /// Each slice along an axis as often as a number says.
  ///
  /// - Parameters:
  ///   - times: A number for each slice, `int64` of `[n]`, not negative; or one number for all.
  ///   - axis: The axis whose slices are repeated; nil takes elements in row-major order.
  public func repeatInterleave(_ times: Tensor, axis: Int? = nil) -> Tensor {
    guard let axis, !isScalar(axis: axis) else {
      return reshape([count]).repeatingSlices(times, axis: 0)
    }
    return checked { () throws(MisuseError) in
      repeatingSlices(times, axis: try checkedAxis(axis, "repeatInterleave"))
    }
  }

  private func repeatingSlices(_ times: Tensor, axis: Int) -> Tensor {
    checked { () throws(MisuseError) in
      let extent = shape[axis]
      let counts = times.dtype == .int64 ? times.array(of: Int.self) : []
      guard times.dtype == .int64, times.rank < 2, counts.count == extent || counts.count == 1,
        !counts.contains(where: { $0 < 0 })
      else {
        throw MisuseError(
          "repeatInterleave",
          "numbers of repetitions, \(times.dtype) of \(times.shape), do not fit axis \(axis) of \(shape)",
          hint: "expected int64 numbers, not negative, one for each slice")
      }
      let positions = (0..<extent).flatMap { slice in
        [Int](repeating: slice, count: counts[counts.count == 1 ? 0 : slice])
      }
      return indexSelect(axis: axis, Tensor(positions, shape: [positions.count], device: device))
    }
  }
}
