/// Tensors one after another along an axis.
///
/// Adjoint: slices.
struct Concatenate: DifferentiableOperation {
  let name = "concatenate"
  let saves: SavedTensors = .nothing
  let axis: Int

  func forward(_ inputs: [Tensor]) -> Tensor {
    let first = inputs[0]
    var shape = first.shape
    shape[axis] = inputs.reduce(0) { $0 + $1.shape[axis] }
    let result = Tensor(uninitialized: shape, dtype: first.dtype, device: first.device)
    for (window, input) in zip(windows(inputs.map(\.shape)), inputs) {
      first.device.backend.copy(input.operand, into: result.view(window).operand)
    }
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let shapes = (0..<context.inputCount).map { context.shape($0) }
    return windows(shapes).enumerated().map { index, window in
      context.needs[index] ? record(Slice(window: window), context.gradient) : nil
    }
  }

  /// Where each input lies in the result.
  private func windows(_ shapes: [Shape]) -> [Window] {
    var start = 0
    return shapes.map { shape in
      var window = Window(all: shape)
      window.starts[axis] = start
      start += shape[axis]
      return window
    }
  }
}

extension Tensor {
  /// Tensors one after another along an axis; all other extents are equal.
  ///
  /// A tensor of `[0]` counts as one without elements of whatever shape. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.cat.html>.
  ///
  /// - Parameters:
  ///   - tensors: At least one.
  ///   - axis: The axis along which extents add up.
  public static func concatenate(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    guard let first = tensors.first(where: { $0.shape != [0] }) ?? tensors.first else {
      misuse("concatenate", "there is no tensor")
    }
    return first.checked { () throws(MisuseError) in
      let position = try first.checkedAxis(axis, "concatenate")
      let dtype = tensors.reduce(first.dtype) { DType.promoted($0, $1.dtype) }
      var joined: [Tensor] = []
      for tensor in tensors {
        if tensor.device != first.device {
          throw MisuseError(
            "concatenate", "tensors are on \(first.device) and on \(tensor.device)",
            hint: "move one with to(_:)")
        }
        if tensor.shape == [0], first.rank != 1 { continue }
        var expected = first.shape
        if tensor.rank == first.rank { expected[position] = tensor.shape[position] }
        if tensor.shape != expected {
          throw MisuseError(
            "concatenate",
            "shapes \(first.shape) and \(tensor.shape) differ outside axis \(axis)")
        }
        joined.append(tensor.to(dtype))
      }
      return record(Concatenate(axis: position), joined)
    }
  }

  /// Tensors of one shape side by side along a new axis.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.stack.html>.
  public static func stack(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    guard let first = tensors.first else { misuse("stack", "there is no tensor") }
    return first.checked { () throws(MisuseError) in
      let position = try first.checkedAxis(axis, "stack", extra: 1)
      if let odd = tensors.first(where: { $0.shape != first.shape }) {
        throw MisuseError("stack", "shapes \(first.shape) and \(odd.shape) differ")
      }
      return concatenate(tensors.map { $0.unsqueeze(axis: position) }, axis: position)
    }
  }
}
