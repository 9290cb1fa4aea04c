package import KagamiKernels

/// The kernels that a device offers; everything else is made of them.
///
/// Operands are borrowed memory. Shapes agree already: operations check and broadcast before they
/// call. Destinations are row-major unless said otherwise, and may share memory with an input of
/// the same layout.
package protocol Backend: Sendable {
  /// Sets every element, whatever its strides.
  func fill(_ target: Operand, with value: Double)

  /// Copies elements, converting their type; both sides may be strided.
  func copy(_ source: Operand, into target: Operand)

  /// `target[i] = function(x[i])`, with the parameters of functions that take any.
  func unary(_ function: UnaryFunction, _ x: Operand, p: Double, q: Double, into target: Operand)

  /// `target[i]`, the gradient of the function's input, from that of its value and what its derivative
  /// reads; where that is nothing, `saved` has the right shape and is not read.
  func unaryBackward(
    _ function: UnaryFunction, gradient: Operand, saved: Operand, p: Double, q: Double,
    into target: Operand)

  /// `target[i] = function(a[i], b[i])`
  func binary(
    _ function: BinaryFunction, _ a: Operand, _ b: Operand, p: Double, into target: Operand)

  /// `target[i] = a[i] ⋚ b[i]`, truth values.
  func compare(_ comparison: Comparison, _ a: Operand, _ b: Operand, into target: Operand)

  /// `target[i] = condition[i] ? a[i] : b[i]`
  func select(_ condition: Operand, _ a: Operand, _ b: Operand, into target: Operand)

  /// Combines elements along `axes`; the target has extent 1 there.
  func reduce(_ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand)

  /// The first position of the largest element along `axis`, as int64; the target lacks that axis.
  func argmax(_ x: Operand, axis: Int, into target: Operand)

  /// `target[…, m, n] = a[…, m, k] · b[…, k, n]`; all batch axes are equal.
  ///
  /// - Parameters:
  ///   - accumulating: Whether the product is added to what the target holds.
  ///   - bias: `[n]`, added to every row, or nil.
  ///   - activation: Applied last, or nil.
  func matmul(
    _ a: Operand, _ b: Operand, into target: Operand, accumulating: Bool, bias: Operand?,
    activation: Activation?)

  /// `target[i, j]`, the gradient of the activation's input, where it gave `output[i, j]`, and
  /// `sums[j]` their sum over rows; all but the sums are row-major matrices of one shape.
  func activationBackward(
    _ activation: Activation, gradient: Operand, output: Operand, into target: Operand,
    sums: Operand)

  /// Whether ``adam(_:)`` and ``sgd(_:)`` form weights' gradients of this shape as fast as `matmul`.
  func formsWeightGradients(of shape: Shape, dtype: DType, batch: Int) -> Bool

  /// `target[i, …] = x[index[i], …]` along the first axis; indices are int64 and in range.
  func gather(_ x: Operand, index: Operand, into target: Operand)

  /// `target[index[i], …] = x[i, …]` along the first axis, in order; indices are int64 and in range.
  func scatter(_ x: Operand, index: Operand, into target: Operand)

  /// `target[index[i], …] += x[i, …]` along the first axis.
  func scatterAdd(_ x: Operand, index: Operand, into target: Operand)

  /// One Adam step over several parameters, in place.
  func adam(_ steps: [AdamStep])

  /// One step of gradient descent over several parameters, in place.
  func sgd(_ steps: [SGDStep])
}

/// The memory and the numbers of one Adam step over one parameter; all operands are row-major and
/// of one type.
package struct AdamStep {
  package var gradient: GradientOperand
  package var weight, mean, square: Operand
  /// Nil unless AMSGrad is wanted.
  package var maximum: Operand?
  package var constants: AdamConstants

  package init(
    gradient: GradientOperand, weight: Operand, mean: Operand, square: Operand, maximum: Operand?,
    constants: AdamConstants
  ) {
    (self.gradient, self.weight) = (gradient, weight)
    (self.mean, self.square, self.maximum) = (mean, square, maximum)
    self.constants = constants
  }
}

/// The memory and the numbers of one SGD step over one parameter; all operands are row-major and of
/// one type.
package struct SGDStep {
  package var gradient: GradientOperand
  package var weight: Operand
  /// Nil without momentum.
  package var velocity: Operand?
  package var constants: SGDConstants
}

/// A parameter's gradient in memory.
package enum GradientOperand {
  /// It is there, row-major.
  case dense(Operand)
  /// It is the sum of `onto`, if there is one, and of products of `gradient` transposed, `[batch, out]`,
  /// and `input`, `[batch, in]`; everything is row-major.
  case products([(gradient: Operand, input: Operand)], onto: Operand?)
}

extension Backend {
  /// The bare product, `target[…, m, n] = a[…, m, k] · b[…, k, n]`.
  func matmul(_ a: Operand, _ b: Operand, into target: Operand) {
    matmul(a, b, into: target, accumulating: false, bias: nil, activation: nil)
  }
}

/// How `Backend.reduce` combines elements.
package enum ReductionFunction: Sendable, CaseIterable {
  /// Their sum; of no elements, zero. Truth values and `uint8` are summed into the target's type.
  case sum
  /// The largest; NaN if any is.
  case maximum
}
