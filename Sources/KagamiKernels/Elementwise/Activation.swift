/// An elementwise function whose derivative reads its output, with its parameter: a layer may apply it
/// to its product's memory.
package struct Activation: Hashable, Sendable {
  package let function: UnaryFunction
  /// The parameter `p`, 0 where the function has none.
  package let parameter: Double

  /// Nil if the derivative reads anything but the output.
  package init?(_ function: UnaryFunction, parameter: Double = 0) {
    guard function.derivativeReads == .output else { return nil }
    self.init(unchecked: function, parameter)
  }

  private init(unchecked function: UnaryFunction, _ parameter: Double = 0) {
    (self.function, self.parameter) = (function, parameter)
  }

  /// Computes `max(x, 0)`.
  package static let relu = Activation(unchecked: .relu)

  /// Computes `x > 0 ? x : slope · x`.
  ///
  /// - Parameter slope: Not negative: results then have the sign of inputs.
  package static func leakyReLU(slope: Double) -> Activation {
    Activation(unchecked: .leakyReLU, slope)
  }

  /// Computes `tanh x`.
  package static let tanh = Activation(unchecked: .tanh)

  /// Computes `1 / (1 + e⁻ˣ)`.
  package static let sigmoid = Activation(unchecked: .sigmoid)
}
