/// What an operation's `backward` computes from.
public struct BackwardContext {
  let node: Node
  let saved: Node.Saved
  /// The gradient of each output, nil where none came.
  let gradients: [Tensor?]
  /// Whether the gradient of the input at `index` is used.
  public let needs: [Bool]
  /// What is to be done when the pass has come to its end.
  package let ending: PassEnding

  /// The gradient of the result, of the result's shape.
  public var gradient: Tensor { gradient(of: 0) }

  /// The gradient of one of several results; zeros where the result was not used.
  ///
  /// - Precondition: the result is of a floating-point type.
  public func gradient(of output: Int) -> Tensor {
    if let gradient = gradients[output] { return gradient }
    let form = node.outputs[output]
    return Tensor.zeros(form.shape, dtype: form.dtype, device: form.device)
  }

  /// Whether a gradient of one of several results came: the result was used.
  public func hasGradient(of output: Int) -> Bool { gradients[output] != nil }

  /// The input at `index`; the operation must save it.
  public func input(_ index: Int) -> Tensor {
    guard node.operation.saves.contains(input: index), let input = saved.inputs[index] else {
      misuse(node.operation.name, "backward reads input \(index), which `saves` does not name")
    }
    return input
  }

  /// The result; the operation must save it.
  public var output: Tensor { output(0) }

  /// One of several results; the operation must save it.
  public func output(_ index: Int) -> Tensor {
    guard node.operation.saves.contains(output: index), let output = saved.outputs[index] else {
      misuse(node.operation.name, "backward reads output \(index), which `saves` does not name")
    }
    return output
  }

  /// The number of inputs.
  public var inputCount: Int { node.inputs.count }

  /// The shape of the input at `index`.
  public func shape(_ index: Int) -> Shape { node.inputs[index].shape }

  /// The element type of the input at `index`.
  public func dtype(_ index: Int) -> DType { node.inputs[index].dtype }

  /// The device of the input at `index`.
  public func device(_ index: Int) -> Device { node.inputs[index].device }
}
