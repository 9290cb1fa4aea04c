internal import KagamiKernels

// Three operations that are each other's gradients: a convolution, and what takes the gradient of its results to
// that of its images and to that of its weight. All are linear in either input, so gradients of any order are
// made of these three.

/// `y[n, o] = Σ x[n, c] ⋆ w[o, c] + b[o]`, the sum over the channels of o's group.
struct Convolution: DifferentiableOperation {
  let name = "convolution"
  let saves: SavedTensors = [.input0, .input1]
  let geometry: ConvolutionGeometry
  /// Rows and columns of results.
  let positions: Pair

  /// - Parameter inputs: `[n, c, h, w]`, `[o, c / groups, rows, columns]` and, if there is a bias, `[o]`.
  func forward(_ inputs: [Tensor]) -> Tensor {
    let (x, weight) = (inputs[0], inputs[1])
    let result = Tensor(
      uninitialized: [x.shape[0], weight.shape[0], positions.rows, positions.columns],
      dtype: x.dtype, device: x.device)
    ProductTally.note(elements: result.count, terms: weight.shape.dropFirst().reduce(1, *))
    x.device.backend.convolution(
      x.operand, weight.operand, bias: inputs.count == 3 ? inputs[2].operand : nil, geometry,
      into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, x, weight) = (context.gradient, context.input(0), context.input(1))
    var gradients: [Tensor?] = [
      context.needs[0]
        ? record(ConvolutionTranspose(geometry: geometry, shape: context.shape(0)), g, weight)
        : nil,
      context.needs[1]
        ? record(ConvolutionWeight(geometry: geometry, shape: context.shape(1)), x, g) : nil,
    ]
    if context.inputCount == 3 {
      gradients.append(context.needs[2] ? g.sum(axes: [0, 2, 3]) : nil)
    }
    return gradients
  }
}

/// The gradient of a convolution's images from that of its results: each result's window gets the weight times it,
/// and all elements of a channel, if there is a bias, its element.
struct ConvolutionTranspose: DifferentiableOperation {
  let name = "convolutionTranspose"
  let saves: SavedTensors = [.input0, .input1]
  let geometry: ConvolutionGeometry
  /// The images'.
  let shape: Shape

  /// - Parameter inputs: The gradient of the results, the weight and, if there is a bias, `[channels]`.
  func forward(_ inputs: [Tensor]) -> Tensor {
    let (g, weight) = (inputs[0], inputs[1])
    let result = Tensor(uninitialized: shape, dtype: g.dtype, device: g.device)
    ProductTally.note(elements: g.count, terms: weight.shape.dropFirst().reduce(1, *))
    g.device.backend.convolutionTranspose(
      g.operand, weight.operand, bias: inputs.count == 3 ? inputs[2].operand : nil, geometry,
      into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (images, g, weight) = (context.gradient, context.input(0), context.input(1))
    let positions = Pair(g.shape[2], g.shape[3])
    var gradients: [Tensor?] = [
      context.needs[0]
        ? record(Convolution(geometry: geometry, positions: positions), images, weight) : nil,
      context.needs[1]
        ? record(ConvolutionWeight(geometry: geometry, shape: context.shape(1)), images, g) : nil,
    ]
    if context.inputCount == 3 {
      gradients.append(context.needs[2] ? images.sum(axes: [0, 2, 3]) : nil)
    }
    return gradients
  }
}

/// The gradient of a convolution's weight from that of its results.
struct ConvolutionWeight: DifferentiableOperation {
  let name = "convolutionWeight"
  let saves: SavedTensors = [.input0, .input1]
  let geometry: ConvolutionGeometry
  /// The weight's.
  let shape: Shape

  /// - Parameter inputs: The images, and the gradient of the results.
  func forward(_ inputs: [Tensor]) -> Tensor {
    let (x, g) = (inputs[0], inputs[1])
    let result = Tensor(uninitialized: shape, dtype: x.dtype, device: x.device)
    ProductTally.note(elements: g.count, terms: shape.dropFirst().reduce(1, *))
    x.device.backend.convolutionWeight(x.operand, g.operand, geometry, into: result.operand)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (weight, x, g) = (context.gradient, context.input(0), context.input(1))
    let positions = Pair(g.shape[2], g.shape[3])
    return [
      context.needs[0]
        ? record(ConvolutionTranspose(geometry: geometry, shape: context.shape(0)), g, weight)
        : nil,
      context.needs[1]
        ? record(Convolution(geometry: geometry, positions: positions), x, weight) : nil,
    ]
  }
}
