/// The same elements with the axes in another order; a view.
struct Permute: DifferentiableOperation {
  let name = "permute"
  let saves: SavedTensors = .nothing
  let axes: [Int]

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    return x.view(
      shape: Shape(axes.map { x.shape[$0] }), strides: Strides(axes.map { x.strides[$0] }))
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    var inverse = axes
    for (position, axis) in axes.enumerated() { inverse[axis] = position }
    return [record(Permute(axes: inverse), context.gradient)]
  }
}

extension Tensor {
  /// The axes in the given order.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.permute.html>.
  ///
  /// - Parameter axes: Every axis once.
  public func permute(_ axes: [Int]) -> Tensor {
    checked { () throws(MisuseError) in
      var order: [Int] = []
      for axis in axes { order.append(try checkedAxis(axis, "permute")) }
      if order.sorted() != Array(0..<rank) {
        throw MisuseError("permute", "axes \(axes) do not name every axis of \(shape) once")
      }
      return record(Permute(axes: order), self)
    }
  }

  /// Two axes exchanged; the last two of a matrix unless given.
  ///
  /// A tensor without axes is its own transpose, along the axes 0 and −1.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.transpose.html>.
  public func transpose(_ first: Int = -2, _ second: Int = -1) -> Tensor {
    checked { () throws(MisuseError) in
      if isScalar(axis: first), isScalar(axis: second) { return self }
      var axes = Array(0..<rank)
      axes.swapAt(try checkedAxis(first, "transpose"), try checkedAxis(second, "transpose"))
      return record(Permute(axes: axes), self)
    }
  }
}
