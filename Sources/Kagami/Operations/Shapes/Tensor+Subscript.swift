extension Tensor {
  /// The elements that the indices select; axes that are not named stay whole.
  ///
  /// ```swift
  /// x[0]                                  // first row
  /// x[.all, 1..<3]                        // two columns
  /// x[stride(from: 0, to: 10, by: 2), -1] // last column of even rows
  /// ```
  /// Reading gives a view through which gradients pass. Writing replaces the elements, with
  /// broadcasting; gradients then pass to what was written and not to what was there.
  public subscript(_ indices: any TensorIndex...) -> Tensor {
    get {
      let (window, shape) = resolve(indices)
      return record(Slice(window: window), self).reshape(shape)
    }
    set {
      let (window, shape) = resolve(indices)
      if Broadcast.shape(newValue.shape, shape) != shape {
        misuse("subscript", "a tensor of \(newValue.shape) does not fill \(shape)")
      }
      let value = newValue.to(dtype).expand(shape).reshape(window.counts)
      if value.device != device {
        misuse("subscript", "a tensor on \(value.device) is written to one on \(device)")
      }
      self = record(Replace(window: window), self, value)
    }
  }

  private func resolve(_ indices: [any TensorIndex]) -> (Window, Shape) {
    var window = Window(all: shape)
    var kept: [Int] = []
    var axis = 0
    for index in indices {
      let extent = axis < rank ? shape[axis] : 1
      let selection = index.selection(extent: extent)
      if case .newAxis = selection {
        kept.append(1)
        continue
      }
      if axis >= rank { misuse("subscript", "more indices than the \(rank) axes of \(shape)") }
      switch selection {
      case .position(let position):
        if position < 0 || position >= extent {
          misuse("subscript", "index \(index) is outside axis \(axis) of \(shape)")
        }
        window.starts[axis] = position
        window.counts[axis] = 1
      case .positions(let start, let count, let step):
        if step <= 0 || count > 0 && (start < 0 || start + (count - 1) * step >= extent) {
          misuse("subscript", "positions \(index) are not within axis \(axis) of \(shape)")
        }
        window.starts[axis] = count > 0 ? start : 0
        window.counts[axis] = count
        window.steps[axis] = step
        kept.append(count)
      case .newAxis: break
      }
      axis += 1
    }
    return (window, Shape(kept + Array(shape.dropFirst(axis))))
  }
}

/// The first input with the second at the positions of a window.
struct Replace: Operation {
  let name = "replace"
  let keeps: Kept = .nothing
  let window: Window

  func forward(_ inputs: [Tensor]) -> Tensor {
    let result = inputs[0].contiguousCopy()
    inputs[1].withOperand { result.device.backend.copy($0, into: result.view(window).operand) }
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
