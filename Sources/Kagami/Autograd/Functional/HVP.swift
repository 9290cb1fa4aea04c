/// The Hessian of a function times a vector, without the Hessian.
///
/// ```swift
/// let (y, along) = hvp(of: { ($0 * $0 * $0).sum() }, at: Tensor([1.0, 2]), Tensor([1.0, 1]))
/// // y is 9, along is [6, 12]
/// ```
/// `H·v` is the derivative of the gradient along `v`; see ``jvp(of:at:_:createGraph:)-((Tensor)->Tensor,_,_,_)``.
/// Where second derivatives are continuous `H` is symmetric, and
/// ``vhp(of:at:_:createGraph:)-((Tensor)->Tensor,_,_,_)`` gives the same for one pass less. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hvp.html>.
///
/// - Parameters:
///   - function: What is differentiated twice; its value has one element.
///   - input: Where, of a floating-point type.
///   - vector: `v`, of the input's shape.
///   - createGraph: Whether the results are recorded, to be differentiated again.
/// - Returns: `f(x)`, and `H·v` of the input's shape.
public func hvp(
  of function: (Tensor) -> Tensor, at input: Tensor, _ vector: Tensor, createGraph: Bool = false
) -> (output: Tensor, product: Tensor) {
  let (output, products) = hvp(
    of: { function($0[0]) }, at: [input], [vector], createGraph: createGraph)
  return (output, products[0])
}

/// The Hessian of a function of several inputs times vectors.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hvp.html>.
///
/// - Parameters:
///   - function: What is differentiated twice; its value has one element.
///   - inputs: Where, of floating-point types.
///   - vectors: One for each input, of its shape.
///   - createGraph: Whether the results are recorded, to be differentiated again.
/// - Returns: The value, and a product for each input, of its shape.
public func hvp(
  of function: ([Tensor]) -> Tensor, at inputs: [Tensor], _ vectors: [Tensor],
  createGraph: Bool = false
) -> (output: Tensor, products: [Tensor]) {
  let (outputs, products) = jvp(
    of: { points in
      let (value, gradients) = DifferentiatedPoints.slope(of: function, at: points, "hvp")
      return gradients + [value]
    }, at: inputs, vectors, createGraph: createGraph)
  return (outputs[inputs.count], Array(products.dropLast()))
}

/// A vector times the Hessian of a function, without the Hessian.
///
/// ```swift
/// let (y, along) = vhp(of: { ($0 * $0 * $0).sum() }, at: Tensor([1.0, 2]), Tensor([1.0, 1]))
/// // y is 9, along is [6, 12]
/// ```
/// `vᵀ·H` is the gradient of the gradient weighed by `v`: two passes. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vhp.html>.
///
/// - Parameters:
///   - function: What is differentiated twice; its value has one element.
///   - input: Where, of a floating-point type.
///   - vector: `v`, of the input's shape.
///   - createGraph: Whether the results are recorded, to be differentiated again.
/// - Returns: `f(x)`, and `vᵀ·H` of the input's shape.
public func vhp(
  of function: (Tensor) -> Tensor, at input: Tensor, _ vector: Tensor, createGraph: Bool = false
) -> (output: Tensor, product: Tensor) {
  let (output, products) = vhp(
    of: { function($0[0]) }, at: [input], [vector], createGraph: createGraph)
  return (output, products[0])
}

/// Vectors times the Hessian of a function of several inputs.
///
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vhp.html>.
///
/// - Parameters:
///   - function: What is differentiated twice; its value has one element.
///   - inputs: Where, of floating-point types.
///   - vectors: One for each input, of its shape.
///   - createGraph: Whether the results are recorded, to be differentiated again.
/// - Returns: The value, and a product for each input, of its shape.
public func vhp(
  of function: ([Tensor]) -> Tensor, at inputs: [Tensor], _ vectors: [Tensor],
  createGraph: Bool = false
) -> (output: Tensor, products: [Tensor]) {
  let points = DifferentiatedPoints(inputs, "vhp", createGraph: createGraph)
  points.check(vectors, fit: points.points, "vectors", "inputs")
  let all = points.value { points in
    let (value, gradients) = DifferentiatedPoints.slope(of: function, at: points, "vhp")
    return gradients + [value]
  }
  let products = points.gradients(of: Array(all.dropLast()), vectors)
  return (points.delivered([all[inputs.count]])[0], points.delivered(products))
}
