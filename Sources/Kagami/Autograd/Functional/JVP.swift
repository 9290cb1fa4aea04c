/// The Jacobian times a vector: the derivative of a function along a direction.
///
/// ```swift
/// let (y, along) = jvp(of: { $0.sin() }, at: Tensor([0.0, 1]), Tensor([1.0, 2]))
/// // y is [sin 0, sin 1], along is [cos 0, 2 · cos 1]
/// ```
/// For `y = f(x)` with the Jacobian `J` it gives `J·v`. There is no pass forward: `vᵀ·J` is linear in `v`, and
/// its own gradient, of a second pass, is `J`. So the cost is that of two passes, however many elements the
/// output has, and `f` must have second derivatives in the sense that its gradients can be recorded. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jvp.html>.
///
/// - Parameters:
///   - function: What is differentiated; recorded, even in `noGrad`.
///   - input: Where, of a floating-point type.
///   - tangent: `v`, of the input's shape.
///   - createGraph: Whether the results are recorded, to be differentiated again.
/// - Returns: `f(x)`, and `J·v` of the output's shape.
public func jvp(
  of function: (Tensor) -> Tensor, at input: Tensor, _ tangent: Tensor, createGraph: Bool = false
) -> (output: Tensor, derivative: Tensor) {
  let (outputs, derivatives) = jvp(
    of: { [function($0[0])] }, at: [input], [tangent], createGraph: createGraph)
  return (outputs[0], derivatives[0])
}

/// The derivatives of a function of several inputs and outputs along a direction.
///
/// ```swift
/// let (_, along) = jvp(of: { [$0[0] * $0[1]] }, at: [a, b], [u, v])    // [u · b + a · v]
/// ```
/// The derivative of an output is the sum over the inputs of `J·v`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jvp.html>.
///
/// - Parameters:
///   - function: What is differentiated; recorded, even in `noGrad`.
///   - inputs: Where, of floating-point types.
///   - tangents: One for each input, of its shape.
///   - createGraph: Whether the results are recorded, to be differentiated again.
/// - Returns: The outputs, and a derivative for each, of its shape; zeros for one that depends on no input.
public func jvp(
  of function: ([Tensor]) -> [Tensor], at inputs: [Tensor], _ tangents: [Tensor],
  createGraph: Bool = false
) -> (outputs: [Tensor], derivatives: [Tensor]) {
  let points = DifferentiatedPoints(inputs, "jvp", createGraph: createGraph)
  points.check(tangents, fit: points.points, "tangents", "inputs")
  let outputs = points.value(of: function)
  let used = outputs.indices.filter { outputs[$0].requiresGrad }
  // Of which the gradients are a linear function.
  let cotangents = used.map { Tensor.zeros(like: outputs[$0], requiresGrad: true) }
  let gradients = points.gradients(of: used.map { outputs[$0] }, cotangents, recorded: true)
  let linear = gradients.indices.filter { gradients[$0].requiresGrad }
  let along =
    linear.isEmpty
    ? used.map { _ in nil }
    : grad(
      of: linear.map { gradients[$0] }, withRespectTo: cotangents,
      gradients: linear.map { tangents[$0] }, createGraph: createGraph, allowUnused: true)
  var derivatives = outputs.map { Tensor.zeros(like: $0) }
  for (index, derivative) in zip(used, along) {
    if let derivative { derivatives[index] = derivative }
  }
  return (points.delivered(outputs), points.delivered(derivatives))
}
