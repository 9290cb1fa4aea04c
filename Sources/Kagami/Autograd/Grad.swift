/// The gradients of `output` with respect to `inputs`, leaving every ``Tensor/grad`` alone.
///
/// ```swift
/// let slope = grad(of: y.sum(), withRespectTo: [x], createGraph: true)[0]
/// (slope * slope).sum().backward()
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html>.
///
/// - Parameters:
///   - output: What is differentiated.
///   - inputs: Leaves, or tensors on the way; each must have been used for `output`.
///   - gradient: The gradient of something with respect to `output`; 1 for one element.
///   - retainGraph: Whether the graph may be walked again; the value of `createGraph` unless given.
///   - createGraph: Whether the gradients are themselves recorded.
/// - Returns: One gradient for each input, of its shape.
public func grad(
  of output: Tensor, withRespectTo inputs: [Tensor], gradient: Tensor? = nil,
  retainGraph: Bool? = nil, createGraph: Bool = false
) -> [Tensor] {
  let found = grad(
    of: output, withRespectTo: inputs, gradient: gradient, retainGraph: retainGraph,
    createGraph: createGraph, allowUnused: false)
  return zip(inputs, found).map { $1 ?? Tensor.zeros(like: $0) }
}

/// The gradients of `output`, of which some may not exist.
///
/// ```swift
/// let slopes = grad(of: (x * x).sum(), withRespectTo: [x, y], allowUnused: true)    // 2x, nil
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html>.
///
/// - Parameters:
///   - output: What is differentiated.
///   - inputs: Leaves, or tensors on the way.
///   - gradient: The gradient of something with respect to `output`; 1 for one element.
///   - retainGraph: Whether the graph may be walked again; the value of `createGraph` unless given.
///   - createGraph: Whether the gradients are themselves recorded.
///   - allowUnused: Whether inputs may be there that were not used for `output`.
/// - Returns: One gradient for each input, of its shape; nil for one that was not used.
/// - Precondition: every input requires a gradient, and was used unless `allowUnused`.
public func grad(
  of output: Tensor, withRespectTo inputs: [Tensor], gradient: Tensor? = nil,
  retainGraph: Bool? = nil, createGraph: Bool = false, allowUnused: Bool
) -> [Tensor?] {
  grad(
    of: [output], withRespectTo: inputs, gradients: gradient.map { [$0] },
    retainGraph: retainGraph, createGraph: createGraph, allowUnused: allowUnused)
}

/// The gradients of several outputs, weighed and summed, in one pass.
///
/// ```swift
/// let parts = x.split(2)                                      // two tensors of [2]
/// let slopes = grad(of: parts, withRespectTo: [x], gradients: [v, w], allowUnused: false)
/// ```
/// The gradient of an input is the sum over the outputs of the output's Jacobian, transposed, times the
/// output's gradient. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html>.
///
/// - Parameters:
///   - outputs: What is differentiated.
///   - inputs: Leaves, or tensors on the way.
///   - gradients: The gradient of something with respect to each output; 1 for each unless given, where
///     all have one element.
///   - retainGraph: Whether the graph may be walked again; the value of `createGraph` unless given.
///   - createGraph: Whether the gradients are themselves recorded.
///   - allowUnused: Whether inputs may be there that were used for none of the outputs.
/// - Returns: One gradient for each input, of its shape; nil for one that was not used.
/// - Precondition: every input and output requires a gradient; there are as many gradients as outputs.
public func grad(
  of outputs: [Tensor], withRespectTo inputs: [Tensor], gradients: [Tensor]? = nil,
  retainGraph: Bool? = nil, createGraph: Bool = false, allowUnused: Bool
) -> [Tensor?] {
  if MisuseScope.hasFailed { return inputs.map { Tensor.zeros(like: $0) } }
  if let gradients, gradients.count != outputs.count {
    misuse(
      "grad", "\(gradients.count) gradients for \(outputs.count) outputs",
      hint: "pass one for each output")
  }
  let roots = outputs.enumerated().map { index, output in
    (
      history: output.root(of: "grad", at: index),
      seed: output.seed(gradients?[index], of: "grad")
    )
  }
  let targets = inputs.map { input -> History.ID in
    guard let history = input.history else {
      misuse(
        "grad",
        "One of the differentiated Tensors does not require grad: an input of \(input.shape)",
        hint: "set requiresGrad on it before it is used")
    }
    return history.id
  }
  var pass = BackwardPass(
    retainGraph: retainGraph ?? createGraph, createGraph: createGraph,
    target: .results(SmallSet(targets)))
  GradMode.$isEnabled.withValue(createGraph) { pass.run(from: roots) }
  return inputs.indices.map { index in
    let gradient = pass.results[targets[index]]
    if gradient == nil, !allowUnused {
      misuse(
        "grad",
        "One of the differentiated Tensors appears to not have been used in the graph: input "
          + "\(index), of \(inputs[index].shape)",
        hint: "pass allowUnused: true for nil in its place, or take it out of the inputs")
    }
    return gradient
  }
}
