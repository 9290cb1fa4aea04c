/// The first input with the second at the positions of a window.
struct Replace: DifferentiableOperation {
  let name = "replace"
  let saves: SavedTensors = .nothing
  let window: Window

  func forward(_ inputs: [Tensor]) -> Tensor {
    let result = inputs[0].contiguousCopy()
    result.device.backend.copy(inputs[1].operand, into: result.view(window).operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    let hole = Tensor.zeros(context.shape(1), dtype: g.dtype, device: g.device)
    return [
      context.needs[0] ? record(Replace(window: window), g, hole) : nil,
      context.needs[1] ? record(Slice(window: window), g) : nil,
    ]
  }
}

extension Operand {
  /// The memory at a window's positions.
  func part(_ window: Window) -> Operand {
    var strides = strides
    var offset = offset
    for axis in shape.indices {
      offset += window.starts[axis] * strides[axis]
      strides[axis] *= window.steps[axis]
    }
    return view(shape: window.counts, strides: strides, offset: offset)
  }
}
