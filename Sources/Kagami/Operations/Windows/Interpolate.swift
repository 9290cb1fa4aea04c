/// How images are made larger or smaller; see ``Tensor/interpolate(size:mode:alignCorners:)``.
public enum InterpolationMode: Sendable, CaseIterable {
  /// The element at the place rounded down.
  case nearest
  /// The mean of the nearest elements along each axis, weighted by their distance.
  case linear
}

extension Tensor {
  /// Images in another size: the axes from the third on, of `[n, channels, …]`.
  ///
  /// ```swift
  /// images.interpolate(size: [64, 64], mode: .linear)       // [n, c, 28, 28] as [n, c, 64, 64]
  /// ```
  /// `linear` of two axes is bilinear. The gradient goes to the elements by their weights. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html>.
  ///
  /// - Parameters:
  ///   - size: The extents of the axes from the third on, positive.
  ///   - mode: How.
  ///   - alignCorners: Whether the middles of the outermost elements stay where they are, and not the outer edges; for
  ///     `linear` alone.
  /// - Precondition: the axes are not empty.
  public func interpolate(
    size: [Int], mode: InterpolationMode = .nearest, alignCorners: Bool = false
  ) -> Tensor {
    interpolated(size, mode, alignCorners) { Double(shape[$0 + 2]) / Double(size[$0]) }
  }

  /// Images so many times as large; a fraction of an extent is cut off.
  ///
  /// The distance of samples is that of the factor itself, as in torch without `recompute_scale_factor`.
  ///
  /// - Parameters:
  ///   - scale: The factors of the axes from the third on, positive.
  ///   - mode: How.
  ///   - alignCorners: Whether the middles of the outermost elements stay where they are; for `linear` alone.
  public func interpolate(
    scale: [Double], mode: InterpolationMode = .nearest, alignCorners: Bool = false
  ) -> Tensor {
    let size = zip(shape.dropFirst(2), scale).map { extent, factor in
      factor > 0 && factor.isFinite ? Int(Double(extent) * factor) : 0
    }
    return interpolated(size, mode, alignCorners) { 1 / scale[$0] }
  }

  /// - Parameter step: How many elements of the images one of the results is away from the next.
  private func interpolated(
    _ size: [Int], _ mode: InterpolationMode, _ alignCorners: Bool, _ step: (Int) -> Double
  ) -> Tensor {
    checked { () throws(MisuseError) in
      guard rank > 2, size.count == rank - 2, !size.contains(where: { $0 < 1 }),
        !shape.dropFirst(2).contains(0)
      else {
        throw MisuseError(
          "interpolate", "images of \(shape) cannot become \(size)",
          hint: "they are [n, channels, …], with a positive extent for each axis from the third on")
      }
      return size.indices.reduce(mode == .linear ? real : self) { x, place in
        let axis = place + 2
        let (extent, target) = (x.shape[axis], size[place])
        if extent == target { return x }
        return mode == .nearest
          ? x.nearest(axis, target, step(place))
          : x.linear(axis, target, step(place), alignCorners)
      }
    }
  }

  private func nearest(_ axis: Int, _ target: Int, _ step: Double) -> Tensor {
    // In float32, as torch's, so that both fall on the same side of a border.
    let step = Float(step)
    let places = (0..<target).map {
      Swift.min(Int((Float($0) * step).rounded(.down)), shape[axis] - 1)
    }
    return indexSelect(axis: axis, Tensor(places, device: device))
  }

  private func linear(_ axis: Int, _ target: Int, _ step: Double, _ alignCorners: Bool) -> Tensor {
    let last = shape[axis] - 1
    let positions = (0..<target).map { i -> Double in
      if alignCorners { return target > 1 ? Double(i) * Double(last) / Double(target - 1) : 0 }
      return Swift.max((Double(i) + 0.5) * step - 0.5, 0)
    }
    let low = positions.map { Swift.min(Int($0), last) }
    var extents = Shape(repeating: 1, count: rank)
    extents[axis] = target
    let weights = Tensor(
      zip(positions, low).map { Swift.min($0 - Double($1), 1) }, shape: extents, dtype: dtype,
      device: device)
    let first = indexSelect(axis: axis, Tensor(low, device: device))
    let second = indexSelect(
      axis: axis, Tensor(low.map { Swift.min($0 + 1, last) }, device: device))
    return first * (1 - weights) + second * weights
  }
}
