/// What the indices of one subscript select: first regularly spaced positions, then what tensors name.
struct SubscriptPlan {
  /// Positions of every axis of the tensor.
  private(set) var window: Window
  /// The shape after the window, with new axes and without those of single positions.
  private(set) var shape: Shape
  /// Tensors of positions, each with the axis of `shape` that it selects from.
  private(set) var indices: [(axis: Int, index: Tensor)] = []
  /// Whether other indices stand between the tensors.
  private(set) var isScattered = false

  /// The plan for a tensor of `extents`.
  init(_ list: [any TensorIndex], extents: Shape) throws(MisuseError) {
    window = Window(all: extents)
    shape = []
    var axis = 0
    // Whether tensors came already, and whether something else came after them.
    var (hasTensors, isInterrupted) = (false, false)
    for item in Self.spelledOut(list, extents) {
      let extent = axis < extents.count ? extents[axis] : 1
      let selection = item.selection(extent: extent)
      if case .tensor(let tensor) = selection {
        if isInterrupted { isScattered = true }
        hasTensors = true
        axis = try add(tensor, axis: axis, extents)
        continue
      }
      if hasTensors { isInterrupted = true }
      if case .newAxis = selection {
        shape.append(1)
        continue
      }
      if axis >= extents.count {
        throw MisuseError(
          "subscript", "more indices than the \(extents.count) axes of \(extents)")
      }
      try add(selection, item, axis: axis, extents)
      axis += 1
    }
    for rest in extents.indices where rest >= axis { shape.append(extents[rest]) }
  }

  /// The list with the whole axes for which an ellipsis stands; a second one stands for none.
  private static func spelledOut(
    _ list: [any TensorIndex], _ extents: Shape
  ) -> [any TensorIndex] {
    guard list.contains(where: { $0 is Ellipsis }) else { return list }
    let used = list.reduce(0) { used, item in
      switch item.selection(extent: 1) {
      case .position, .positions: used + 1
      case .newAxis, .ellipsis: used
      case .tensor(let tensor): used + (tensor.dtype == .bool ? tensor.rank : 1)
      }
    }
    var rest = Swift.max(extents.count - used, 0)
    return list.flatMap { item -> [any TensorIndex] in
      guard item is Ellipsis else { return [item] }
      defer { rest = 0 }
      return [any TensorIndex](repeating: AllIndices(), count: rest)
    }
  }

  private mutating func add(
    _ selection: AxisSelection, _ item: any TensorIndex, axis: Int, _ extents: Shape
  ) throws(MisuseError) {
    let extent = extents[axis]
    switch selection {
    case .position(let position):
      if position < 0 || position >= extent {
        throw MisuseError("subscript", "index \(item) is outside axis \(axis) of \(extents)")
      }
      window.starts[axis] = position
      window.counts[axis] = 1
    case .positions(let start, let count, let step):
      let distance = step > 0 ? extent - 1 - start : start
      let isWithin =
        step != 0
        && (count == 0
          || start >= 0 && start < extent && UInt(count - 1) <= UInt(distance) / step.magnitude)
      if !isWithin {
        throw MisuseError(
          "subscript", "positions \(item) are not within axis \(axis) of \(extents)")
      }
      window.starts[axis] = count > 0 ? start : 0
      window.counts[axis] = count
      window.steps[axis] = step
      shape.append(count)
    case .newAxis, .tensor, .ellipsis: break
    }
  }

  /// Adds a tensor of positions or of truth values, and returns the axis after those that it uses.
  private mutating func add(
    _ tensor: Tensor, axis: Int, _ extents: Shape
  ) throws(MisuseError) -> Int {
    let used = tensor.dtype == .bool ? tensor.rank : 1
    if tensor.dtype != .int64, tensor.dtype != .bool || used == 0 {
      throw MisuseError(
        "subscript",
        "an index of \(tensor.shape) for axis \(axis) of \(extents) is \(tensor.dtype)",
        hint: "use int64 for positions, or bool of one axis or more for a mask")
    }
    if axis + used > extents.count {
      throw MisuseError("subscript", "more indices than the \(extents.count) axes of \(extents)")
    }
    if tensor.dtype == .bool {
      let met = Shape(extents[axis..<axis + used])
      if tensor.shape != met {
        throw MisuseError(
          "subscript", "a mask of \(tensor.shape) does not meet the axes \(met) of \(extents)")
      }
      for (offset, positions) in tensor.positionsOfTruth().enumerated() {
        indices.append((shape.count, positions))
        shape.append(extents[axis + offset])
      }
      return axis + used
    }
    try Self.check(tensor, extent: extents[axis], axis: axis, extents)
    indices.append((shape.count, tensor))
    shape.append(extents[axis])
    return axis + 1
  }

  private static func check(
    _ index: Tensor, extent: Int, axis: Int, _ extents: Shape
  ) throws(MisuseError) {
    if let odd = index.array(of: Int.self).first(where: { $0 < -extent || $0 >= extent }) {
      throw MisuseError("subscript", "index \(odd) is outside axis \(axis) of \(extents)")
    }
  }
}

extension Tensor {
  /// For every axis the positions, in row-major order, at which a tensor of truth values holds: `[n]` each.
  fileprivate func positionsOfTruth() -> [Tensor] {
    let flat = array(of: Bool.self).enumerated().filter(\.element).map(\.offset)
    let distances = shape.contiguousStrides
    return shape.indices.map { axis in
      Tensor(flat.map { $0 / distances[axis] % Swift.max(shape[axis], 1) })
    }
  }
}
