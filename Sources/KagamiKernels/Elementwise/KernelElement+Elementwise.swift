internal import CKernels

// A stride of zero repeats one element.
extension KernelElement {
  /// `y[i] = function(x[i])`, with the parameters of functions that take any.
  package static func unary(
    _ function: UnaryFunction, count: Int, _ x: UnsafePointer<Self>, stride: Int, p: Double,
    q: Double, into y: UnsafeMutablePointer<Self>
  ) {
    kg_unary(code, function, count, x, stride, p, q, y)
  }

  /// Computes `result[i]`, the gradient of the function's input.
  ///
  /// It is formed from that of the value and from what the derivative reads; where that is nothing,
  /// `saved` is not read.
  package static func unaryBackward(
    _ function: UnaryFunction, count: Int, gradient: UnsafePointer<Self>, stride strideG: Int,
    saved: UnsafePointer<Self>, stride strideS: Int, p: Double, q: Double,
    into result: UnsafeMutablePointer<Self>
  ) {
    kg_unary_backward(code, function, count, gradient, strideG, saved, strideS, p, q, result)
  }

  /// Computes `y[i] = function(a[i], b[i])`.
  package static func binary(
    _ function: BinaryFunction, count: Int, _ a: UnsafePointer<Self>, stride strideA: Int,
    _ b: UnsafePointer<Self>, stride strideB: Int, p: Double, into y: UnsafeMutablePointer<Self>
  ) {
    kg_binary(code, function, count, a, strideA, b, strideB, p, y)
  }

  /// `y[i] = a[i] ⋚ b[i] ? 1 : 0`; comparisons with NaN are false, `notEqual` true.
  package static func compare(
    _ comparison: Comparison, count: Int, _ a: UnsafePointer<Self>, stride strideA: Int,
    _ b: UnsafePointer<Self>, stride strideB: Int, into y: UnsafeMutablePointer<UInt8>
  ) {
    kg_compare(code, comparison, count, a, strideA, b, strideB, y)
  }

  /// `y[i, j] = activation(y[i, j] + bias[j])`; without either, nothing.
  package static func epilogue(
    _ activation: Activation?, bias: UnsafePointer<Self>?, rows: Int, columns: Int,
    _ y: UnsafeMutablePointer<Self>, leading: Int
  ) {
    if let activation {
      kg_epilogue(
        code, activation.function, rows, columns, bias, activation.parameter, y, leading)
    } else if let bias {
      kg_add_bias(code, rows, columns, bias, y, leading)
    }
  }

  /// `result[i, j]`, the gradient of the activation's input, where the activation gave `output[i, j]`;
  /// and `sums[j] += result[i, j]`, over rows in order.
  package static func activationBackward(
    _ activation: Activation, rows: Int, columns: Int, gradient: UnsafePointer<Self>,
    output: UnsafePointer<Self>, into result: UnsafeMutablePointer<Self>, leading: Int,
    sums: UnsafeMutablePointer<Self>
  ) {
    kg_activation_backward(
      code, activation.function, rows, columns, gradient, leading, output, leading,
      activation.parameter, result, leading, sums)
  }
}
