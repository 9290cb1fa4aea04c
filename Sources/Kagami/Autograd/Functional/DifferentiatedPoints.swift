/// Where a function of tensors is differentiated: the inputs, each with a place of its own in the graph.
///
/// A closure may use an input elsewhere too, as a capture; the gradient is that of its argument alone.
struct DifferentiatedPoints {
  /// What the function is called with.
  let points: [Tensor]
  private let operation: String
  private let createGraph: Bool

  /// - Parameters:
  ///   - inputs: Of floating-point types.
  ///   - operation: What is named where something does not fit.
  ///   - createGraph: Whether the results are recorded, and lead to the inputs where those require gradients.
  init(_ inputs: [Tensor], _ operation: String, createGraph: Bool) {
    (self.operation, self.createGraph) = (operation, createGraph)
    points = inputs.enumerated().map { index, input in
      if !input.dtype.isFloatingPoint {
        misuse(
          operation,
          "input \(index), of \(input.shape), is of \(input.dtype), which has no gradient",
          hint: "convert it with to(.float32), or have the closure capture it")
      }
      return createGraph && input.requiresGrad
        ? enableGrad { input.renewed } : input.detach().requiring(true)
    }
  }

  /// The function's value at the points, recorded.
  func value(of function: ([Tensor]) -> [Tensor]) -> [Tensor] { enableGrad { function(points) } }

  /// A result, cut off unless it is to be differentiated again.
  func delivered(_ tensors: [Tensor]) -> [Tensor] {
    createGraph ? tensors : tensors.map { $0.detach() }
  }

  /// The gradients of weighed outputs at the points; zeros at points that they do not depend on.
  ///
  /// - Parameters:
  ///   - outputs: The function's value.
  ///   - seeds: The weights, of the outputs' forms; 1 for outputs of one element unless given.
  ///   - retainGraph: Whether the outputs are differentiated once more.
  ///   - recorded: Whether gradients are recorded; as the results unless given.
  func gradients(
    of outputs: [Tensor], _ seeds: [Tensor]?, retainGraph: Bool = false, recorded: Bool? = nil
  ) -> [Tensor] {
    check(seeds, fit: outputs, "cotangents", "outputs")
    let recorded = recorded ?? createGraph
    let used = outputs.indices.filter { outputs[$0].requiresGrad }
    let seeds = used.map { outputs[$0].seed(seeds?[$0], of: operation) }
    let found =
      used.isEmpty
      ? points.map { _ in nil }
      : grad(
        of: used.map { outputs[$0] }, withRespectTo: points, gradients: seeds,
        retainGraph: retainGraph || recorded, createGraph: recorded, allowUnused: true)
    return zip(points, found).map { $1 ?? Tensor.zeros(like: $0) }
  }

  /// Stops where there is not one vector for each tensor, of its shape, type and device.
  func check(_ vectors: [Tensor]?, fit tensors: [Tensor], _ name: String, _ of: String) {
    guard let vectors else { return }
    if vectors.count != tensors.count {
      misuse(
        operation, "\(vectors.count) \(name) for \(tensors.count) \(of)",
        hint: "pass one for each, of its shape")
    }
    for (vector, tensor) in zip(vectors, tensors) {
      GradientForm(of: tensor).check(vector, operation)
    }
  }
}
