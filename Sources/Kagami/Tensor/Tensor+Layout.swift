// How the results of elementwise operations lie: as their inputs do, so that neither side is walked across
// its memory.
extension Tensor {
  /// Fresh memory for a result of `shape` that is computed element by element from `inputs`.
  ///
  /// The result lies as the first input of its shape that fills its memory without gaps, such as a
  /// transposed one; else it is row-major.
  init(uninitialized shape: Shape, dtype: DType, device: Device, lyingAs input: Tensor) {
    self.init(uninitialized: shape, dtype: dtype, device: device)
    lie(as: input)
  }

  /// The same for two inputs.
  init(
    uninitialized shape: Shape, dtype: DType, device: Device, lyingAs first: Tensor,
    _ second: Tensor
  ) {
    self.init(uninitialized: shape, dtype: dtype, device: device)
    if !lie(as: first) { lie(as: second) }
  }

  /// Lays out row-major memory that is not yet written as an input lies; false if it cannot.
  @discardableResult
  mutating func lie(as input: Tensor) -> Bool {
    guard input.shape == shape else { return false }
    if input.isContiguous { return true }
    guard shape.isDense(input.strides) else { return false }
    self = view(shape: shape, strides: input.strides)
    return true
  }
}

extension Shape {
  /// Whether elements with these strides fill their memory, in whatever order of the axes.
  func isDense(_ strides: Strides) -> Bool {
    let axes = indices.filter { self[$0] != 1 }.sorted { strides[$0] < strides[$1] }
    var expected = 1
    for axis in axes {
      if strides[axis] != expected { return false }
      expected *= self[axis]
    }
    return true
  }
}
