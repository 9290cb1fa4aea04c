internal import CKernels

// Functions of whole rows, `[rows, columns]` side by side; results lie apart from inputs.
extension KernelElement {
  /// Computes `y = exp(x) / Σ exp(x)` of each row, or its logarithm.
  package static func softmax(
    rows: Int, columns: Int, _ x: UnsafePointer<Self>, isLogarithm: Bool,
    into y: UnsafeMutablePointer<Self>
  ) {
    kg_softmax(code, rows, columns, x, isLogarithm ? 1 : 0, y)
  }

  /// The gradient of the input of `softmax`, from that of its result.
  package static func softmaxBackward(
    rows: Int, columns: Int, gradient: UnsafePointer<Self>, output: UnsafePointer<Self>,
    isLogarithm: Bool, into result: UnsafeMutablePointer<Self>
  ) {
    kg_softmax_backward(code, rows, columns, gradient, output, isLogarithm ? 1 : 0, result)
  }

  /// Computes `y = (x − mean)·scale` of each row, with `scale = 1/√(variance + ε)`.
  package static func standardize(
    rows: Int, columns: Int, _ x: UnsafePointer<Self>, eps: Double,
    into y: UnsafeMutablePointer<Self>, mean: UnsafeMutablePointer<Self>,
    variance: UnsafeMutablePointer<Self>, scale: UnsafeMutablePointer<Self>
  ) {
    kg_standardize(code, rows, columns, x, eps, y, mean, variance, scale)
  }

  /// The gradient of the input of `standardize`, from that of its result.
  package static func standardizeBackward(
    rows: Int, columns: Int, gradient: UnsafePointer<Self>, output: UnsafePointer<Self>,
    scale: UnsafePointer<Self>, into result: UnsafeMutablePointer<Self>
  ) {
    kg_standardize_backward(code, rows, columns, gradient, output, scale, result)
  }
}
