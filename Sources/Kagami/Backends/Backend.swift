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

  /// `target[i, j] = gradient[i, j] · slope`, where the activation gave `output[i, j]`, and
  /// `sums[j]` their sum over rows; all but the sums are row-major matrices of one shape.
  func gate(
    _ activation: Activation, gradient: Operand, output: Operand, into target: Operand,
    sums: Operand)

  /// Whether ``update(_:)`` forms products `lhsᵀ · rhs` of this shape, whose factors have `batch` rows, as
  /// fast as ``matmul(_:_:into:)``.
  func formsInUpdates(_ shape: Shape, dtype: DType, batch: Int) -> Bool

  /// `target[i, …] = x[index[i], …]` along the first axis; indices are int64 and in range.
  func gather(_ x: Operand, index: Operand, into target: Operand)

  /// `target[index[i], …] = x[i, …]` along the first axis, in order; indices are int64 and in range.
  func scatter(_ x: Operand, index: Operand, into target: Operand)

  /// `target[index[i], …] += x[i, …]` along the first axis.
  func scatterAdd(_ x: Operand, index: Operand, into target: Operand)

  /// One step of an optimizer over several parameters, in place.
  func update(_ steps: [UpdateStep])
}

extension Backend {
  /// No.
  package func formsInUpdates(_ shape: Shape, dtype: DType, batch: Int) -> Bool { false }

  /// One block for each parameter, its gradient formed before.
  package func update(_ steps: [UpdateStep]) {
    for step in steps {
      let gradient = step.gradient.formed()
      withExtendedLifetime(gradient) {
        step.apply(to: 0..<step.weight.shape.elementCount, .formed(gradient.operand.pointer))
      }
    }
  }

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
