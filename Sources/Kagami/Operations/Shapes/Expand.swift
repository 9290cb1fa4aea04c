/// A tensor repeated along axes of extent 1 or new outer axes; a view.
///
/// Adjoint of `SumTo`.
struct Expand: DifferentiableOperation {
  let name = "expand"
  let saves: SavedTensors = .nothing
  let shape: Shape

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    return x.view(shape: shape, strides: x.operand.broadcast(to: shape).strides)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient.summed(to: context.shape(0))]
  }
}

/// The sum over the axes along which a tensor of `shape` would repeat.
///
/// Adjoint of `Expand`.
struct SumTo: DifferentiableOperation {
  let name = "sumTo"
  let saves: SavedTensors = .nothing
  let shape: Shape

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let sum = x.computing(.sum, axes: Broadcast.axes(from: shape, to: x.shape))
    return sum.view(shape: shape, strides: shape.contiguousStrides)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient.expand(context.shape(0))]
  }
}

extension Tensor {
  /// The tensor repeated to `shape` without copying: extents of 1 and absent outer axes repeat.
  ///
  /// ```swift
  /// Tensor.ones([3, 1]).expand([2, -1, 4])    // [2, 3, 4]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand.html>.
  ///
  /// - Parameter shape: Extents; −1 keeps that of an axis which the tensor has.
  public func expand(_ shape: Shape) -> Tensor {
    if shape == self.shape { return self }
    var target = shape
    let missing = target.count - rank
    for axis in target.indices where axis >= missing && target[axis] == -1 {
      target[axis] = self.shape[axis - missing]
    }
    if target.contains(where: { $0 < 0 }) || Broadcast.shape(self.shape, target) != target {
      return standIn(
        after: MisuseError("expand", "a tensor of \(self.shape) does not repeat to \(shape)"))
    }
    return target == self.shape ? self : record(Expand(shape: target), self)
  }

  /// The sum over the axes that broadcasting `shape` to this tensor's shape repeats.
  package func summed(to shape: Shape) -> Tensor {
    shape == self.shape ? self : record(SumTo(shape: shape), self)
  }
}
