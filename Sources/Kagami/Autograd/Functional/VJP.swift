/// A vector times the Jacobian: the gradients of a function's weighed outputs.
///
/// ```swift
/// let (y, slope) = vjp(of: { $0 * $0 }, at: Tensor([1.0, 2]), Tensor([1.0, 10]))
/// // y is [1, 4], slope is [2, 40]
/// ```
/// For `y = f(x)` with the Jacobian `J` of `[y elements, x elements]` it gives `vᵀ·J`, in one pass back. An
/// input that `f` does not depend on has zeros; at kinks the derivative is that of the operation. ``Tensor/grad``
/// stays as it is. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vjp.html>.
///
/// - Parameters:
///   - function: What is differentiated; recorded, even in `noGrad`.
///   - input: Where, of a floating-point type.
///   - cotangent: `v`, of the output's shape; 1 unless given, where the output has one element.
///   - createGraph: Whether the results are recorded, to be differentiated again.
/// - Returns: `f(x)`, and `vᵀ·J` of the input's shape.
public func vjp(
  of function: (Tensor) -> Tensor, at input: Tensor, _ cotangent: Tensor? = nil,
  createGraph: Bool = false
) -> (output: Tensor, gradient: Tensor) {
  let (outputs, gradients) = vjp(
    of: { [function($0[0])] }, at: [input], cotangent.map { [$0] }, createGraph: createGraph)
  return (outputs[0], gradients[0])
}

/// Vectors times the Jacobians of a function of several inputs and outputs.
///
/// ```swift
/// let (_, slopes) = vjp(of: { [$0[0].matmul($0[1])] }, at: [a, b], [v])
/// // a [2, 3], b [3, 4], v [2, 4]: slopes of [2, 3] and [3, 4]
/// ```
/// The gradient of an input is the sum over the outputs of `vᵀ·J`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vjp.html>.
///
/// - Parameters:
///   - function: What is differentiated; recorded, even in `noGrad`.
///   - inputs: Where, of floating-point types.
///   - cotangents: One for each output, of its shape; 1 unless given, where all have one element.
///   - createGraph: Whether the results are recorded, to be differentiated again.
/// - Returns: The outputs, and a gradient for each input, of its shape.
public func vjp(
  of function: ([Tensor]) -> [Tensor], at inputs: [Tensor], _ cotangents: [Tensor]? = nil,
  createGraph: Bool = false
) -> (outputs: [Tensor], gradients: [Tensor]) {
  let points = DifferentiatedPoints(inputs, "vjp", createGraph: createGraph)
  let outputs = points.value(of: function)
  let gradients = points.gradients(of: outputs, cotangents)
  return (points.delivered(outputs), points.delivered(gradients))
}
