extension Tensor {
  /// The elements moved along an axis; those that leave it at one end come back at the other.
  ///
  /// ```swift
  /// Tensor([1, 2, 3, 4]).roll(1)                            // 4, 1, 2, 3
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.roll.html>.
  ///
  /// - Parameters:
  ///   - shift: Positions to move by, of either sign.
  ///   - axis: The axis; nil moves elements in row-major order, over the ends of all axes.
  public func roll(_ shift: Int, axis: Int? = nil) -> Tensor {
    guard let axis else { return reshape([count]).roll(shift, axis: 0).reshape(shape) }
    return checked { () throws(MisuseError) in
      if isScalar(axis: axis) { return self }
      let position = try checkedAxis(axis, "roll")
      let extent = shape[position]
      if extent == 0 { return self }
      let moved = ((shift % extent) + extent) % extent
      if moved == 0 { return self }
      let parts = split([extent - moved, moved], axis: position)
      return .concatenate([parts[1], parts[0]], axis: position)
    }
  }

  /// The elements moved along several axes, one after another.
  ///
  /// - Parameters:
  ///   - shifts: Positions to move by.
  ///   - axes: As many axes.
  public func roll(_ shifts: [Int], axes: [Int]) -> Tensor {
    if shifts.count != axes.count {
      return standIn(
        after: MisuseError(
          "roll", "\(shifts.count) shifts of \(shape) are along \(axes.count) axes"))
    }
    return zip(shifts, axes).reduce(self) { $0.roll($1.0, axis: $1.1) }
  }
}
