internal import KagamiKernels

extension Activation {
  /// The gradient of the input, from that of the result and the result itself, in tensor
  /// expressions that can be differentiated again.
  func slope(_ gradient: Tensor, _ output: Tensor) -> Tensor {
    switch self {
    case .relu: Tensor.where(output .<= 0, 0, gradient)
    case .leakyReLU(let slope): Tensor.where(output .> 0, gradient, gradient * slope)
    case .tanh: gradient * (1 - output * output)
    case .sigmoid: gradient * ((1 - output) * output)
    }
  }
}
