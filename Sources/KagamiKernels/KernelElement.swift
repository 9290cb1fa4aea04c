/// A floating-point type with vector kernels: `Float` and `Double`.
///
/// Counts and strides are in elements. Outputs are contiguous unless a stride is named for them,
/// and may be the same memory as an input of the same stride.
package protocol KernelElement: BinaryFloatingPoint, Sendable {
  /// `y[i] = function(x[i])`, with the parameters of functions that take any.
  static func unary(
    _ function: UnaryFunction, count: Int, _ x: UnsafePointer<Self>, stride: Int, p: Self, q: Self,
    into y: UnsafeMutablePointer<Self>)

  /// `y[i] = function(a[i], b[i])`; a stride of zero repeats one element.
  static func binary(
    _ function: BinaryFunction, count: Int, _ a: UnsafePointer<Self>, stride strideA: Int,
    _ b: UnsafePointer<Self>, stride strideB: Int, p: Self, into y: UnsafeMutablePointer<Self>)

  /// `y[i] = a[i] ⋚ b[i] ? 1 : 0`; comparisons with NaN are false, `notEqual` true.
  static func compare(
    _ comparison: Comparison, count: Int, _ a: UnsafePointer<Self>, stride strideA: Int,
    _ b: UnsafePointer<Self>, stride strideB: Int, into y: UnsafeMutablePointer<UInt8>)

  /// `y[i] = condition[i] ? a[i] : b[i]`
  static func select(
    count: Int, _ condition: UnsafePointer<UInt8>, stride strideC: Int,
    _ a: UnsafePointer<Self>, stride strideA: Int, _ b: UnsafePointer<Self>, stride strideB: Int,
    into y: UnsafeMutablePointer<Self>)

  /// `y[i] = x[i]`
  static func copy(
    count: Int, _ x: UnsafePointer<Self>, stride strideX: Int, into y: UnsafeMutablePointer<Self>,
    stride strideY: Int)

  /// Writes the transpose of `x[rows, columns]`, whose rows lie `leading` apart, tightly.
  static func transpose(
    rows: Int, columns: Int, _ x: UnsafePointer<Self>, leading: Int,
    into y: UnsafeMutablePointer<Self>)

  /// `y[i] = value`
  static func fill(count: Int, _ value: Self, into y: UnsafeMutablePointer<Self>)

  /// The sum of the elements, reassociated over the machine's lanes.
  static func sum(count: Int, _ x: UnsafePointer<Self>, stride: Int) -> Self

  /// The largest of at least one element; NaN if any is.
  static func maximum(count: Int, _ x: UnsafePointer<Self>, stride: Int) -> Self

  /// `y[i] += x[i]`
  static func accumulate(
    count: Int, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>)

  /// `y[i, j] = activation(y[i, j] + bias[j])`; without either, nothing.
  static func finish(
    _ activation: Activation?, bias: UnsafePointer<Self>?, rows: Int, columns: Int,
    _ y: UnsafeMutablePointer<Self>, leading: Int)

  /// `result[i, j] = gradient[i, j] · slope`, the slope of `activation` where its result is
  /// `output[i, j]`; and `sums[j] += result[i, j]`, over rows in order.
  static func gate(
    _ activation: Activation, rows: Int, columns: Int, gradient: UnsafePointer<Self>,
    output: UnsafePointer<Self>, into result: UnsafeMutablePointer<Self>, leading: Int,
    sums: UnsafeMutablePointer<Self>)

  /// One Adam step over a parameter; `maximum` is nil unless AMSGrad is wanted.
  static func adam(
    count: Int, gradient: UnsafePointer<Self>, weight: UnsafeMutablePointer<Self>,
    mean: UnsafeMutablePointer<Self>, square: UnsafeMutablePointer<Self>,
    maximum: UnsafeMutablePointer<Self>?, _ constants: AdamConstants)

  /// One step of stochastic gradient descent; `velocity` is nil without momentum.
  static func sgd(
    count: Int, gradient: UnsafePointer<Self>, weight: UnsafeMutablePointer<Self>,
    velocity: UnsafeMutablePointer<Self>?, _ constants: SGDConstants)

  /// A product by kernels of our own where they are known to be faster than BLAS; false, with
  /// nothing done, elsewhere.
  static func multiplySkinny(
    _ a: MatrixView<Self>, _ b: MatrixView<Self>, into c: UnsafeMutablePointer<Self>,
    leading: Int, accumulating: Bool, finish: BLAS.Finish<Self>
  ) -> Bool

  /// The product by the vectorised naive loop; false, with nothing done, where it does not fit.
  static func multiplyNaively(
    _ a: MatrixView<Self>, _ b: MatrixView<Self>, into c: UnsafeMutablePointer<Self>,
    leading: Int, accumulating: Bool
  ) -> Bool

  /// `BLAS.multiply`, compiled for this type.
  static func multiply(
    _ a: MatrixView<Self>, _ b: MatrixView<Self>, into c: UnsafeMutablePointer<Self>, leading: Int,
    accumulating: Bool, finish: BLAS.Finish<Self>)

  /// One BLAS product; see `BLAS.multiply`.
  static func product(
    _ route: BLASRoute, _ a: MatrixView<Self>, _ b: MatrixView<Self>,
    into c: UnsafeMutablePointer<Self>, leading: Int, accumulating: Bool)
}

/// The numbers of one Adam step: `step` is lr / (1 − β₁ᵗ), `root` is √(1 − β₂ᵗ), `sign` −1 to ascend.
package struct AdamConstants: Sendable {
  package var beta1, beta2, decay, step, root, epsilon, sign: Double

  package init(
    beta1: Double, beta2: Double, decay: Double, step: Double, root: Double, epsilon: Double,
    sign: Double
  ) {
    (self.beta1, self.beta2, self.decay) = (beta1, beta2, decay)
    (self.step, self.root, self.epsilon, self.sign) = (step, root, epsilon, sign)
  }
}

/// The numbers of one SGD step; `first` says that the velocity is not yet started.
package struct SGDConstants: Sendable {
  package var lr, momentum, dampening, decay, sign: Double
  package var nesterov, first: Bool

  package init(
    lr: Double, momentum: Double, dampening: Double, decay: Double, nesterov: Bool, first: Bool,
    sign: Double
  ) {
    (self.lr, self.momentum, self.dampening, self.decay) = (lr, momentum, dampening, decay)
    (self.nesterov, self.first, self.sign) = (nesterov, first, sign)
  }
}

extension KernelElement {
  /// None.
  package static func multiplySkinny(
    _ a: MatrixView<Self>, _ b: MatrixView<Self>, into c: UnsafeMutablePointer<Self>,
    leading: Int, accumulating: Bool, finish: BLAS.Finish<Self>
  ) -> Bool { false }

  /// None.
  package static func multiplyNaively(
    _ a: MatrixView<Self>, _ b: MatrixView<Self>, into c: UnsafeMutablePointer<Self>,
    leading: Int, accumulating: Bool
  ) -> Bool { false }
}
