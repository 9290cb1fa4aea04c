/// An elementwise function whose slope can be told from its result, so that a layer may apply it to
/// its product's memory.
package enum Activation: Hashable, Sendable {
  case relu
  /// The slope is not negative: results then have the sign of inputs.
  case leakyReLU(slope: Double)
  case tanh
  case sigmoid

  /// The function.
  package var function: UnaryFunction {
    switch self {
    case .relu: .relu
    case .leakyReLU: .leakyReLU
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    }
  }

  /// The function of an incoming gradient and the result that gives the gradient of the input.
  package var gradient: BinaryFunction {
    switch self {
    case .relu: .reluGradient
    case .leakyReLU: .leakyReLUGradient
    case .tanh: .tanhGradient
    case .sigmoid: .sigmoidGradient
    }
  }

  /// The parameter of both, 0 where there is none.
  package var parameter: Double {
    if case .leakyReLU(let slope) = self { return slope }
    return 0
  }
}
