/// The first input with the elements of the second at given places.
///
/// Of several elements for one place the last stays.
struct Place: DifferentiableOperation {
  let name = "place"
  let saves: SavedTensors = .nothing
  /// Positions among the first input's elements in row-major order, `int64` of `[n]`.
  let places: Tensor

  /// - Parameter inputs: A tensor, and `[n]`.
  func forward(_ inputs: [Tensor]) -> Tensor {
    let result = inputs[0].contiguousCopy()
    let flat = result.view(shape: [result.count], strides: [1])
    result.device.backend.scatter(
      inputs[1].operand, index: places.operand, into: flat.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    let hole = Tensor.zeros(context.shape(1), dtype: g.dtype, device: g.device)
    return [
      context.needs[0] ? record(self, g, hole) : nil,
      context.needs[1] ? record(Gather(), g.reshape([g.count]), places) : nil,
    ]
  }
}
