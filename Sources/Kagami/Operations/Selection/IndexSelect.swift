/// The slices of the first axis that an index names.
///
/// Adjoint of `ScatterAdd`.
struct Gather: DifferentiableOperation {
  let name = "indexSelect"
  let saves: SavedTensors = .input1

  func forward(_ inputs: [Tensor]) -> Tensor {
    let (x, index) = (inputs[0], inputs[1])
    var shape = x.shape
    shape[0] = index.count
    let result = Tensor(uninitialized: shape, dtype: x.dtype, device: x.device)
    x.device.backend.gather(x.operand, index: index.operand, into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [record(ScatterAdd(extent: context.shape(0)[0]), context.gradient, context.input(1)), nil]
  }
}

/// Zeros to which each slice of the input is added where an index says.
///
/// Adjoint of `Gather`.
struct ScatterAdd: DifferentiableOperation {
  let name = "scatterAdd"
  let saves: SavedTensors = .input1
  let extent: Int

  func forward(_ inputs: [Tensor]) -> Tensor {
    let (x, index) = (inputs[0], inputs[1])
    var shape = x.shape
    shape[0] = extent
    let result = Tensor.zeros(shape, dtype: x.dtype, device: x.device)
    x.device.backend.scatterAdd(x.operand, index: index.operand, into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [record(Gather(), context.gradient, context.input(1)), nil]
  }
}

extension Tensor {
  /// The slices along an axis that `index` names, in its order; a slice may be named often.
  ///
  /// Gradients of slices named often add up. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.index_select.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis to select from.
  ///   - index: Positions within the axis, `int64` of shape `[n]`, or `[]` for one.
  public func indexSelect(axis: Int, _ index: Tensor) -> Tensor {
    if index.rank == 0 { return indexSelect(axis: axis, index.reshape([1])) }
    if isScalar(axis: axis), index.count == 1 {
      return reshape([1]).indexSelect(axis: 0, index).reshape([])
    }
    return checked { () throws(MisuseError) in
      let position = try checkedAxis(axis, "indexSelect")
      if index.dtype != .int64 || index.rank != 1 {
        throw MisuseError(
          "indexSelect",
          "the index is \(index.dtype) of \(index.shape), expected int64 of one axis")
      }
      let extent = shape[position]
      if let odd = index.positionOutside(extent) {
        throw MisuseError("indexSelect", "index \(odd) is outside axis \(axis) of \(shape)")
      }
      let index = index.to(device)
      if position == 0 { return record(Gather(), self, index) }
      return record(Gather(), transpose(0, position), index).transpose(0, position)
    }
  }
}
