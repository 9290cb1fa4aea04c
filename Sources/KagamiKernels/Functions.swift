internal import CKernels

/// A function of one element that every backend offers.
package enum UnaryFunction: UInt32, Sendable, CaseIterable {
  case negate, absolute, sign, exp, log, log1p, sqrt, tanh, sigmoid, softplus, relu
  /// `x > 0 ? x : p · x`
  case leakyReLU
  /// `min(max(x, p), q)`
  case clamp
}

/// A function of two elements that every backend offers.
package enum BinaryFunction: UInt32, Sendable, CaseIterable {
  case add, subtract, multiply, divide, maximum, minimum, power
  /// `gradient · (1 − output²)`
  case tanhGradient
  /// `gradient · output · (1 − output)`
  case sigmoidGradient
  /// `input > 0 ? gradient : p · gradient`
  case leakyReLUGradient
  /// `output <= 0 ? 0 : gradient`
  case reluGradient
}

/// A comparison of two elements; its result is a truth value.
package enum Comparison: UInt32, Sendable, CaseIterable {
  case equal, notEqual, less, lessEqual, greater, greaterEqual
}

// The raw values are those of the C enumerations, in the same order.
extension UnaryFunction {
  var code: kg_unary { kg_unary(rawValue) }
}

extension Activation {
  var code: kg_activation {
    switch self {
    case .relu: KG_WITH_RELU
    case .leakyReLU: KG_WITH_LEAKY_RELU
    case .tanh: KG_WITH_TANH
    case .sigmoid: KG_WITH_SIGMOID
    }
  }
}

extension BinaryFunction {
  var code: kg_binary { kg_binary(rawValue) }
}

extension Comparison {
  var code: kg_comparison { kg_comparison(rawValue) }
}
