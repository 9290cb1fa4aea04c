internal import KagamiKernels

extension Activation {
  /// The operation that computes the function and nothing else.
  private var operation: (any ElementwiseOperation)? {
    switch function {
    case .relu: ReLU()
    case .leakyReLU: LeakyReLU(slope: parameter)
    case .tanh: Tanh()
    case .sigmoid: Sigmoid()
    case .exp: Exp()
    case .sqrt: Sqrt()
    default: nil
    }
  }

  /// The gradient of the input, from that of the result and the result itself, in tensor
  /// expressions that can be differentiated again.
  func derivative(_ gradient: Tensor, _ output: Tensor) -> Tensor {
    guard let operation else {
      misuse("linear", "no operation differentiates the activation \(function)")
    }
    return operation.derivative(gradient, output)
  }
}
