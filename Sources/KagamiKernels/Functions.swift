internal import CKernels

/// A function of one element that every backend offers.
package enum UnaryFunction: UInt32, Sendable, CaseIterable {
  case negate, absolute, sign, exp, log, log1p, sqrt, tanh, sigmoid, softplus, relu
  /// `x > 0 ? x : p · x`
  case leakyReLU
  /// `min(max(x, p), q)`
  case clamp
  /// `eˣ − 1`
  case expm1
  /// `2/√π · ∫₀ˣ e^(−t²) dt`
  case erf
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
  /// `a + p · (b − a)`
  case blend
  /// `(t − 1) · max(log(1 − x), −100) − t · max(log x, −100)` of a probability and its target
  case binaryCrossEntropy
  /// `(x − t) / max(x(1 − x), 10⁻¹²)`
  case binaryCrossEntropySlope
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
