/// Consecutive parts of an axis; views.
struct Split: MultiOutputOperation {
  let name = "split"
  let saves: SavedTensors = .nothing
  let sizes: [Int]
  let axis: Int

  var outputCount: Int { sizes.count }

  func forward(_ inputs: [Tensor]) -> [Tensor] {
    windows(of: inputs[0].shape).map { inputs[0].view($0) }
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [record(Concatenate(axis: axis), sizes.indices.map { context.gradient(of: $0) })]
  }

  private func windows(of shape: Shape) -> [Window] {
    var start = 0
    return sizes.map { size in
      var window = Window(all: shape)
      (window.starts[axis], window.counts[axis]) = (start, size)
      start += size
      return window
    }
  }
}

extension Tensor {
  /// Parts of an axis of the given sizes, in order; views.
  ///
  /// ```swift
  /// let parts = Tensor.arange(6).split([1, 3, 2])    // [0], [1, 2, 3], [4, 5]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.split.html>.
  ///
  /// - Parameters:
  ///   - sizes: The extents of the parts, at least one, which add up to the axis's.
  ///   - axis: The axis to split; negative ones count from the end.
  public func split(_ sizes: [Int], axis: Int = 0) -> [Tensor] {
    do throws(MisuseError) {
      let position = try checkedAxis(axis, "split")
      if sizes.isEmpty || sizes.contains(where: { $0 < 0 })
        || sizes.reduce(0, &+) != shape[position]
      {
        throw MisuseError(
          "split", "parts of \(sizes) do not add up to axis \(axis) of \(shape)",
          hint: "sizes are not negative, and there is at least one")
      }
      return record(Split(sizes: sizes, axis: position), self)
    } catch {
      return sizes.map { _ in standIn(after: error) }
    }
  }

  /// Parts of an axis of `size`, the last one smaller where it does not divide the extent; views.
  ///
  /// ```swift
  /// let parts = Tensor.arange(5).split(2)    // [0, 1], [2, 3], [4]
  /// ```
  /// An empty axis gives one empty part.
  ///
  /// - Precondition: `size` is positive.
  public func split(_ size: Int, axis: Int = 0) -> [Tensor] {
    if size < 1 {
      return [standIn(after: MisuseError("split", "parts of \(size) of \(shape) have no extent"))]
    }
    let extent = shape.axis(axis).map { shape[$0] } ?? 0
    let starts = extent == 0 ? [0] : Array(stride(from: 0, to: extent, by: size))
    return split(starts.map { Swift.min(size, extent - $0) }, axis: axis)
  }
}
