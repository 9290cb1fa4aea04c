extension Tensor {
  /// The axis that a possibly negative number names.
  func checkedAxis(
    _ axis: Int, _ operation: String, extra: Int = 0
  ) throws(MisuseError) -> Int {
    guard let position = shape.axis(axis, extra: extra) else {
      throw MisuseError(
        operation, "axis \(axis) is not among the \(rank + extra) axes of \(shape)")
    }
    return position
  }

  /// Whether this tensor has no axes and `axis` is 0 or −1, which PyTorch lets a number have.
  func isScalar(axis: Int) -> Bool { rank == 0 && (axis == 0 || axis == -1) }

  /// The axes that possibly negative numbers name, each once; all if nil.
  ///
  /// The axis 0 or −1 of a tensor without axes names none.
  func checkedAxes(_ axes: [Int]?, _ operation: String) throws(MisuseError) -> [Int] {
    guard let axes else { return Array(0..<rank) }
    if axes.count == 1, isScalar(axis: axes[0]) { return [] }
    var positions: [Int] = []
    for axis in axes { positions.append(try checkedAxis(axis, operation)) }
    if Set(positions).count != positions.count {
      throw MisuseError(operation, "axes \(axes) name an axis of \(shape) twice")
    }
    return positions.sorted()
  }

  /// Runs `body` on this tensor in a floating-point type and the position of `axis`; a tensor without
  /// axes counts as one of a single element.
  func alongAxis(
    _ axis: Int, _ operation: String, _ body: (Tensor, Int) -> Tensor
  ) -> Tensor {
    if rank == 0 { return reshape([1]).alongAxis(axis, operation, body).reshape([]) }
    return checked { () throws(MisuseError) in body(real, try checkedAxis(axis, operation)) }
  }
}

// Axes that a reduction leaves out, and their return.
extension Tensor {
  /// Without the given axes of extent 1.
  func withoutAxes(_ axes: [Int]) -> Tensor {
    var target = shape
    for axis in axes.reversed() { target.remove(at: axis) }
    return view(shape: target, strides: target.contiguousStrides)
  }

  /// A reduction's gradient as it is for every element that went into it: a view without history.
  func repeated(along axes: [Int], kept: Bool, over target: Shape) -> Tensor {
    var repeated = Strides(repeating: 0, count: target.count)
    var position = 0
    for axis in target.indices {
      let isReduced = axes.contains(axis)
      if !isReduced { repeated[axis] = strides[position] }
      if !isReduced || kept { position += 1 }
    }
    return view(shape: target, strides: repeated)
  }

  /// With reduced axes back in place as extents of 1.
  func restoringAxes(_ axes: [Int], kept: Bool) -> Tensor {
    if kept { return self }
    var target = shape
    for axis in axes { target.insert(1, at: axis) }
    return reshape(target)
  }
}
