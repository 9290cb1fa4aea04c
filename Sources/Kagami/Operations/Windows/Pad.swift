/// What is added around a tensor; see ``Tensor/pad(_:mode:)``.
public enum PadMode: Sendable, Equatable {
  /// One number.
  case constant(Double)
  /// The elements next to the border, mirrored at the outermost ones, which are not repeated.
  case reflect
  /// The outermost element.
  case replicate
  /// The elements of the other side.
  case circular
}

extension Tensor {
  /// The tensor with elements added before and after along its last axes.
  ///
  /// ```swift
  /// images.pad([(1, 1), (2, 2)])                            // a row above and below, two columns on each side
  /// x.pad([(2, 0)], mode: .reflect)
  /// ```
  /// Less than nothing takes elements away. The gradient of an element is the sum of those of its copies. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html>, whose list begins with the last axis.
  ///
  /// - Parameters:
  ///   - widths: How many elements are added before and after, for each of the last axes, outermost first.
  ///   - mode: What is added.
  /// - Precondition: there are as many axes; what is mirrored or repeated is there.
  public func pad(_ widths: [(before: Int, after: Int)], mode: PadMode = .constant(0)) -> Tensor {
    checked { () throws(MisuseError) in
      if widths.count > rank {
        throw MisuseError("pad", "\(shape) does not have \(widths.count) axes to add to")
      }
      var result = self
      for (place, width) in widths.enumerated() where width.before != 0 || width.after != 0 {
        result = try result.padded(
          axis: rank - widths.count + place, width.before, width.after, mode)
      }
      return result
    }
  }

  private func padded(
    axis: Int, _ before: Int, _ after: Int, _ mode: PadMode
  ) throws(MisuseError) -> Tensor {
    let extent = shape[axis]
    if before + after + extent < 0 || before < -extent || after < -extent {
      throw MisuseError(
        "pad", "axis \(axis) of \(shape) does not have \(-before) and \(-after) elements to lose")
    }
    // First what is taken away.
    let (lost, kept) = (Swift.max(-before, 0), extent + Swift.min(before, 0) + Swift.min(after, 0))
    let inner = kept == extent ? self : narrow(axis: axis, start: lost, length: Swift.max(kept, 0))
    let (before, after) = (Swift.max(before, 0), Swift.max(after, 0))
    if before == 0, after == 0 { return inner }
    if case .constant(let value) = mode {
      func strip(_ width: Int) -> Tensor? {
        if width == 0 { return nil }
        var extents = inner.shape
        extents[axis] = width
        return .full(extents, value, dtype: dtype, device: device)
      }
      return .concatenate([strip(before), inner, strip(after)].compactMap(\.self), axis: axis)
    }
    let positions = try (-before..<kept + after).map { place throws(MisuseError) in
      try Self.source(of: place, extent: kept, mode, shape, axis)
    }
    return inner.indexSelect(
      axis: axis, Tensor(positions, shape: [positions.count], device: device))
  }

  /// Where the element comes from that stands at a place before, within or after an axis.
  private static func source(
    of place: Int, extent: Int, _ mode: PadMode, _ shape: Shape, _ axis: Int
  ) throws(MisuseError) -> Int {
    func stop(_ most: Int) -> MisuseError {
      MisuseError(
        "pad", "axis \(axis) of \(shape) is too short for what is added to it",
        hint: "at most \(Swift.max(most, 0)) elements on each side")
    }
    if (0..<extent).contains(place) { return place }
    switch mode {
    case .constant: return place
    case .reflect:
      let mirrored = place < 0 ? -place : 2 * (extent - 1) - place
      if !(0..<extent).contains(mirrored) { throw stop(extent - 1) }
      return mirrored
    case .replicate:
      if extent == 0 { throw stop(0) }
      return place < 0 ? 0 : extent - 1
    case .circular:
      let moved = place < 0 ? place + extent : place - extent
      if !(0..<extent).contains(moved) { throw stop(extent) }
      return moved
    }
  }
}
