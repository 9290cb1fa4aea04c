/// Regularly spaced positions of every axis; a view.
///
/// Adjoint of `Embed`.
struct Slice: DifferentiableOperation {
  let name = "slice"
  let saves: SavedTensors = .nothing
  let window: Window

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].view(window) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    // What has all positions, turned around or not, is undone by doing it once more.
    window.counts == context.shape(0)
      ? [record(self, context.gradient)]
      : [record(Embed(window: window, shape: context.shape(0)), context.gradient)]
  }
}

/// Zeros of `shape` with the input at the positions of a window.
///
/// Adjoint of `Slice`.
struct Embed: DifferentiableOperation {
  let name = "embed"
  let saves: SavedTensors = .nothing
  let window: Window
  let shape: Shape

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let result = Tensor.zeros(shape, dtype: x.dtype, device: x.device)
    x.device.backend.copy(x.operand, into: result.view(window).operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [record(Slice(window: window), context.gradient)]
  }
}

/// For every axis the first position, the number of positions, and the step between them.
struct Window: Sendable {
  var starts: Shape
  var counts: Shape
  var steps: Shape

  /// All positions of `shape`.
  init(all shape: Shape) {
    starts = Shape(repeating: 0, count: shape.count)
    counts = shape
    steps = Shape(repeating: 1, count: shape.count)
  }
}

extension Tensor {
  /// The elements at a window's positions, sharing memory.
  func view(_ window: Window) -> Tensor {
    var strides = strides
    var offset = offset
    for axis in shape.indices {
      offset += window.starts[axis] * strides[axis]
      strides[axis] *= window.steps[axis]
    }
    return view(shape: window.counts, strides: strides, offset: offset)
  }

  /// `length` positions of one axis from `start` on.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.narrow.html>.
  public func narrow(axis: Int, start: Int, length: Int) -> Tensor {
    checked { () throws(MisuseError) in
      let position = try checkedAxis(axis, "narrow")
      if start < 0 || length < 0 || length > shape[position] - start {
        throw MisuseError(
          "narrow", "\(length) positions from \(start) on leave axis \(axis) of \(shape)")
      }
      var window = Window(all: shape)
      window.starts[position] = start
      window.counts[position] = length
      return record(Slice(window: window), self)
    }
  }
}
