/// The same elements in the same order under another shape; a view where strides allow.
struct Reshape: DifferentiableOperation {
  let name = "reshape"
  let saves: SavedTensors = .nothing
  let shape: Shape

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    if let strides = x.strides(under: shape) { return x.view(shape: shape, strides: strides) }
    return x.contiguousCopy().view(shape: shape, strides: shape.contiguousStrides)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient.reshape(context.shape(0))]
  }
}

extension Tensor {
  /// The same elements, in row-major order, under another shape.
  ///
  /// ```swift
  /// Tensor.arange(6).reshape([2, -1])    // [2, 3]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.reshape.html>.
  ///
  /// - Parameter shape: Extents; one may be −1 and is then what is left over.
  public func reshape(_ shape: Shape) -> Tensor {
    if shape == self.shape { return self }
    var target = shape
    let unknown = shape.indices.filter { shape[$0] == -1 }
    if unknown.count == 1 {
      target[unknown[0]] = 1
      let known = target.contains { $0 < 0 } ? 0 : target.countWithoutOverflow ?? 0
      target[unknown[0]] = known > 0 && count % known == 0 ? count / known : -1
    }
    if target.contains(where: { $0 < 0 }) || target.countWithoutOverflow != count {
      return standIn(
        after: MisuseError(
          "reshape", "\(count) elements of \(self.shape) do not fill \(shape)"))
    }
    return target == self.shape ? self : record(Reshape(shape: target), self)
  }

  /// The axes from `start` to `end` made one.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.flatten.html>.
  public func flatten(from start: Int = 0, through end: Int = -1) -> Tensor {
    if rank == 0 { return reshape([1]) }
    return checked { () throws(MisuseError) in
      let (first, last) = (try checkedAxis(start, "flatten"), try checkedAxis(end, "flatten"))
      if first > last {
        throw MisuseError("flatten", "axis \(start) comes after axis \(end) in \(shape)")
      }
      let joined = shape[first...last].reduce(1, &*)
      return reshape(Shape(Array(shape[..<first]) + [joined] + Array(shape[(last + 1)...])))
    }
  }

  /// An axis made several.
  ///
  /// ```swift
  /// Tensor.randn([64, 6 * 28]).unflatten(axis: 1, [6, -1])             // [64, 6, 28]
  /// ```
  /// The opposite of ``flatten(from:through:)``. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.unflatten.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis that is taken apart; negative from the end.
  ///   - sizes: The extents of the new axes; one may be −1.
  /// - Precondition: their product is the axis's extent.
  public func unflatten(axis: Int, _ sizes: Shape) -> Tensor {
    checked { () throws(MisuseError) in
      if rank == 0 {
        throw MisuseError("unflatten", "a tensor of rank 0 has no axis \(axis)")
      }
      let position = try checkedAxis(axis, "unflatten")
      let extent = shape[position]
      let open = sizes.indices.filter { sizes[$0] == -1 }
      var extents = sizes
      if let first = open.first {
        extents[first] = 1
        let known = extents.contains { $0 < 1 } ? 0 : extents.countWithoutOverflow ?? 0
        extents[first] = known > 0 && extent % known == 0 ? extent / known : -1
      }
      if open.count > 1 || extents.isEmpty || extents.contains(where: { $0 < 0 })
        || extents.countWithoutOverflow != extent
      {
        throw MisuseError(
          "unflatten",
          "\(sizes) do not multiply up to the extent of axis \(axis) of \(shape)",
          hint: open.count > 1 ? "one of them may be -1" : nil)
      }
      return reshape(
        Shape(Array(shape[..<position]) + Array(extents) + Array(shape[(position + 1)...])))
    }
  }

  /// With a new axis of extent 1 before `axis`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.unsqueeze.html>.
  public func unsqueeze(axis: Int) -> Tensor {
    checked { () throws(MisuseError) in
      var target = shape
      target.insert(1, at: try checkedAxis(axis, "unsqueeze", extra: 1))
      return record(Reshape(shape: target), self)
    }
  }

  /// Without the axes of extent 1, or without `axis` if its extent is 1.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.squeeze.html>.
  public func squeeze(axis: Int? = nil) -> Tensor {
    guard let axis else { return reshape(Shape(shape.filter { $0 != 1 })) }
    return checked { () throws(MisuseError) in
      if isScalar(axis: axis) { return self }
      let position = try checkedAxis(axis, "squeeze")
      guard shape[position] == 1 else { return self }
      var target = shape
      target.remove(at: position)
      return reshape(target)
    }
  }

  /// Strides that show the elements in row-major order under `target`, or nil if none can.
  fileprivate func strides(under target: Shape) -> Strides? {
    if isContiguous { return target.contiguousStrides }
    if count == 0 { return nil }
    // Axes are matched in groups of equal element count; each group must lie as one.
    var result = Strides(repeating: 1, count: target.count)
    var axis = 0
    var position = 0
    let old = shape.indices.filter { shape[$0] != 1 }
    while axis < old.count {
      var (have, want) = (shape[old[axis]], 1)
      let first = axis
      let start = position
      while position < target.count, want < have || target[position] == 1 {
        want *= target[position]
        position += 1
        while want > have {
          axis += 1
          have *= shape[old[axis]]
        }
      }
      for outer in first..<axis {
        let expected = strides[old[outer + 1]] * shape[old[outer + 1]]
        if strides[old[outer]] != expected { return nil }
      }
      var distance = strides[old[axis]]
      for slot in (start..<position).reversed() {
        result[slot] = distance
        distance *= target[slot]
      }
      axis += 1
    }
    return result
  }
}

extension Tensor {
  /// The same elements as a result of an operation, which has a place of its own in the graph.
  var renewed: Tensor { record(Reshape(shape: shape), self) }
}
