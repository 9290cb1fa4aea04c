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
    let used = sizes.indices.filter { context.hasGradient(of: $0) }
    if used.count == 1 {
      let shape = context.shape(0)
      return [
        record(
          Embed(window: windows(of: shape)[used[0]], shape: shape), context.gradient(of: used[0]))
      ]
    }
    return [record(Concatenate(axis: axis), sizes.indices.map { context.gradient(of: $0) })]
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

  /// The slices of an axis, in order, without it; views.
  ///
  /// ```swift
  /// let rows = Tensor([[1, 2], [3, 4]]).unstack()           // 1, 2 and 3, 4
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.unbind.html>.
  ///
  /// - Parameter axis: The axis; negative ones count from the end.
  public func unstack(axis: Int = 0) -> [Tensor] {
    do throws(MisuseError) {
      let position = try checkedAxis(axis, "unstack")
      let extent = shape[position]
      if extent == 0 { return [] }
      return split([Int](repeating: 1, count: extent), axis: position).map {
        $0.squeeze(axis: position)
      }
    } catch {
      return [standIn(after: error)]
    }
  }

  /// At most `count` parts of an axis, all of one extent but for a smaller last one; views.
  ///
  /// ```swift
  /// let parts = Tensor.arange(5).chunk(3)                   // [0, 1], [2, 3], [4]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.chunk.html>.
  ///
  /// - Parameters:
  ///   - count: The number of parts, positive; fewer where their extent would leave none for the last.
  ///   - axis: The axis to split; negative ones count from the end.
  public func chunk(_ count: Int, axis: Int = 0) -> [Tensor] {
    if count < 1 {
      return [standIn(after: MisuseError("chunk", "\(shape) cannot have \(count) parts"))]
    }
    let extent = shape.axis(axis).map { shape[$0] } ?? 0
    return split(Swift.max((extent + count - 1) / count, 1), axis: axis)
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
