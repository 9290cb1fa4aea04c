package import KagamiKernels

/// The kernels that a device offers: a small core, and defaults made of it.
///
/// A new device implements the core; it overrides a default where it has something faster. Kernels see
/// operands, whose shapes agree already: operations check and broadcast before they call. Destinations are
/// row-major unless said otherwise, and may share memory with an input of the same layout.
package protocol Backend: Sendable {
  // Memory.

  /// Whether storage is host memory, which has an address.
  var isHost: Bool { get }

  /// Storage for `byteCount` bytes, uninitialised.
  func allocate(byteCount: Int) -> Storage

  /// Copies row-major elements from the host's memory.
  func write(_ bytes: UnsafeMutableRawBufferPointer, to target: Operand)

  /// Copies row-major elements to the host's memory.
  func read(_ source: Operand, into bytes: UnsafeMutableRawBufferPointer)

  // The core.

  /// Sets every element, whatever its strides, to a number converted by `TensorScalar`'s rules.
  func fill(_ target: Operand, with value: any TensorScalar)

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

  /// Combines elements along `axes`; the target has extent 1 there, and is of the elements' type or
  /// of `int64`.
  func reduce(_ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand)

  /// The sum of the squares of `x` over `axes`, which stay with extent 1, without the squares in memory; nil where
  /// there is no such way.
  func sumOfSquares(_ x: Operand, axes: [Int]) -> Operand?

  /// `target[…, m, n] = a[…, m, k] · b[…, k, n]`; all batch axes are equal.
  ///
  /// - Parameter accumulating: Whether the product is added to what the target holds.
  func matmul(_ a: Operand, _ b: Operand, into target: Operand, accumulating: Bool)

  /// `target[i, …] = x[index[i], …]` along the first axis; indices are int64 and in range.
  func gather(_ x: Operand, index: Operand, into target: Operand)

  /// `target[index[i], …] = x[i, …]` along the first axis, in order; indices are int64 and in range.
  func scatter(_ x: Operand, index: Operand, into target: Operand)

  /// `target[index[i], …] += x[i, …]` along the first axis.
  func scatterAdd(_ x: Operand, index: Operand, into target: Operand)

  // With defaults.

  /// `target[i]`, the gradient of the function's input, from that of its value and what its derivative
  /// reads; where that is nothing, `saved` has the right shape and is not read.
  func unaryBackward(
    _ function: UnaryFunction, gradient: Operand, saved: Operand, p: Double, q: Double,
    into target: Operand)

  /// The first position of the largest element along `axis`, as int64; the target lacks that axis.
  func argmax(_ x: Operand, axis: Int, into target: Operand)

  /// `target[i] = function(a[i], b[i])`, a function of the bits of integers or truth values.
  func bitwise(_ function: BitwiseFunction, _ a: Operand, _ b: Operand, into target: Operand)

  /// The elements along an axis in order, equal ones as they came and NaN above all numbers, and the places that they
  /// had, as int64; where the targets' extent is smaller, the first of them.
  func sort(
    _ x: Operand, axis: Int, isDescending: Bool, into values: Operand, places: Operand)

  /// `target[i] = x[0] ∘ … ∘ x[i]` along an axis; the target is of the elements' type or of `int64`.
  func scan(_ reduction: ReductionFunction, _ x: Operand, axis: Int, into target: Operand)

  /// `target = activation(x · weight + bias)` of matrices, with a bias of `[n]` or none.
  func linear(
    _ x: Operand, _ weight: Operand, into target: Operand, bias: Operand?, activation: Activation?)

  /// `target[i, j]`, the gradient of the activation's input, where it gave `output[i, j]`, and
  /// `sums[j]` their sum over rows; all but the sums are row-major matrices of one shape.
  func activationBackward(
    _ activation: Activation, gradient: Operand, output: Operand, into target: Operand,
    sums: Operand)

  // Faster ways for what operations compose of the core, in memory of their own; nil, which is the default,
  // where a device has none.

  /// `exp(x) / Σ exp(x)` along an axis, or its logarithm.
  func softmax(_ x: Operand, axis: Int, isLogarithm: Bool) -> Operand?

  /// The gradient of the input of `softmax`, from that of its result.
  func softmaxBackward(
    gradient: Operand, output: Operand, axis: Int, isLogarithm: Bool
  ) -> Operand?

  /// `(x − mean)/√(variance + ε)`, mean and biased variance taken along some axes.
  func standardize(_ x: Operand, axes: [Int], eps: Double) -> StandardizedOperands?

  /// The gradient of the input of `standardize`, from that of its result and the factor that it used.
  func standardizeBackward(
    gradient: Operand, output: Operand, scale: Operand, axes: [Int]
  ) -> Operand?

  /// A step of an LSTM from the parts of the gates that its input and its state give, `[n, 4h]`, and from c,
  /// `[n, h]`: the state after it, and the values of the gates.
  func lstmStep(
    input: Operand, hidden: Operand, c: Operand
  ) -> (h: Operand, c: Operand, gates: Operand)?

  /// The gradients of either part and of c, from those of the state after the step.
  func lstmStepBackward(
    gates: Operand, c: Operand, newC: Operand, gradientOfH: Operand, gradientOfC: Operand
  ) -> (parts: Operand, c: Operand)?

  /// A step of a GRU from such parts, `[n, 3h]`, and from h, `[n, h]`: the state after it, and the values of the
  /// gates.
  func gruStep(input: Operand, hidden: Operand, h: Operand) -> (h: Operand, gates: Operand)?

  /// The gradients of each part and of h, from that of the state after the step.
  func gruStepBackward(
    gates: Operand, hidden: Operand, h: Operand, gradient: Operand
  ) -> (input: Operand, hidden: Operand, h: Operand)?

  /// The elements of `x` that an index of int64 names along an axis, in the index's shape; positions are in range.
  func take(_ x: Operand, index: Operand, axis: Int) -> Operand?

  // Windows over the last two axes of images; see `Backend+Windows.swift`.

  /// `target[n, o] = Σ x[n, c] ⋆ weight[o, c] + bias[o]` over the channels of o's group.
  func convolution(
    _ x: Operand, _ weight: Operand, bias: Operand?, _ geometry: ConvolutionGeometry,
    into target: Operand)

  /// The gradient of a convolution's images, from that of its results, to each channel of which `bias` is added.
  func convolutionTranspose(
    _ gradient: Operand, _ weight: Operand, bias: Operand?, _ geometry: ConvolutionGeometry,
    into target: Operand)

  /// The gradient of a convolution's weight, from that of its results.
  func convolutionWeight(
    _ x: Operand, _ gradient: Operand, _ geometry: ConvolutionGeometry, into target: Operand)

  /// The window's elements at each position, 0 on padding: `[n, channels, rows and columns of the window, rows and
  /// columns of positions]`.
  func unfold(_ x: Operand, _ window: WindowGeometry, into target: Operand)

  /// Zeros of images to which each element of such six axes is added where `unfold` takes it from.
  func fold(_ x: Operand, _ window: WindowGeometry, into target: Operand)

  /// The window's largest element at each position, the first of equal ones and the last NaN, and, if
  /// asked for, its place on its plane as `int64`; no window lies on padding as a whole.
  func maxPool(_ x: Operand, _ window: WindowGeometry, into target: Operand, places: Operand?)

  /// Zeros to which each gradient is added at its place on its plane.
  func maxPoolBackward(_ gradient: Operand, places: Operand, into target: Operand)

  /// The sum of the window's elements at each position.
  func sumPool(_ x: Operand, _ window: WindowGeometry, into target: Operand)

  /// Zeros to which each gradient is added at all elements of its window.
  func sumPoolBackward(_ gradient: Operand, _ window: WindowGeometry, into target: Operand)

  // Updates.

  /// Whether ``update(_:)`` forms products `lhsᵀ · rhs` of this shape, whose factors have `batch` rows, as
  /// fast as ``matmul(_:_:into:accumulating:)``.
  func formsInUpdates(_ shape: Shape, dtype: DType, batch: Int) -> Bool

  /// One step of an optimizer over several parameters, in place.
  func update(_ steps: [UpdateStep])
}

/// What ``Backend/standardize(_:axes:eps:)`` makes; all but the result have extent 1 along the axes.
package struct StandardizedOperands {
  package let result, mean, variance: Operand
  /// `1/√(variance + ε)`.
  package let scale: Operand
}
