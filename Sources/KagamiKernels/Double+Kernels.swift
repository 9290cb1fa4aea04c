internal import CKernels

extension Double: KernelElement {
  package static func unary(
    _ function: UnaryFunction, count: Int, _ x: UnsafePointer<Double>, stride: Int, p: Double,
    q: Double,
    into y: UnsafeMutablePointer<Double>
  ) {
    kg_unary_f64(function.code, count, x, stride, p, q, y)
  }

  package static func binary(
    _ function: BinaryFunction, count: Int, _ a: UnsafePointer<Double>, stride strideA: Int,
    _ b: UnsafePointer<Double>, stride strideB: Int, p: Double, into y: UnsafeMutablePointer<Double>
  ) {
    kg_binary_f64(function.code, count, a, strideA, b, strideB, p, y)
  }

  package static func compare(
    _ comparison: Comparison, count: Int, _ a: UnsafePointer<Double>, stride strideA: Int,
    _ b: UnsafePointer<Double>, stride strideB: Int, into y: UnsafeMutablePointer<UInt8>
  ) {
    kg_compare_f64(comparison.code, count, a, strideA, b, strideB, y)
  }

  package static func select(
    count: Int, _ condition: UnsafePointer<UInt8>, stride strideC: Int,
    _ a: UnsafePointer<Double>, stride strideA: Int, _ b: UnsafePointer<Double>,
    stride strideB: Int,
    into y: UnsafeMutablePointer<Double>
  ) {
    kg_select_f64(count, condition, strideC, a, strideA, b, strideB, y)
  }

  package static func copy(
    count: Int, _ x: UnsafePointer<Double>, stride strideX: Int,
    into y: UnsafeMutablePointer<Double>,
    stride strideY: Int
  ) {
    kg_copy_f64(count, x, strideX, y, strideY)
  }

  package static func transpose(
    rows: Int, columns: Int, _ x: UnsafePointer<Double>, leading: Int,
    into y: UnsafeMutablePointer<Double>
  ) {
    kg_transpose_f64(rows, columns, x, leading, y)
  }

  package static func fill(count: Int, _ value: Double, into y: UnsafeMutablePointer<Double>) {
    kg_fill_f64(count, value, y)
  }

  package static func sum(count: Int, _ x: UnsafePointer<Double>, stride: Int) -> Double {
    kg_sum_f64(count, x, stride)
  }

  package static func maximum(count: Int, _ x: UnsafePointer<Double>, stride: Int) -> Double {
    kg_max_f64(count, x, stride)
  }

  package static func accumulate(
    count: Int, _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>
  ) {
    kg_accumulate_f64(count, x, y)
  }

  package static func finish(
    _ activation: Activation?, bias: UnsafePointer<Double>?, rows: Int, columns: Int,
    _ y: UnsafeMutablePointer<Double>, leading: Int
  ) {
    if activation == nil && bias == nil { return }
    kg_finish_f64(
      activation?.code ?? KG_IDENTITY, rows, columns, bias, Double(activation?.parameter ?? 0), y,
      leading)
  }

  package static func gate(
    _ activation: Activation, rows: Int, columns: Int, gradient: UnsafePointer<Double>,
    output: UnsafePointer<Double>, into result: UnsafeMutablePointer<Double>, leading: Int,
    sums: UnsafeMutablePointer<Double>
  ) {
    kg_gate_f64(
      activation.code, rows, columns, gradient, leading, output, leading,
      Double(activation.parameter), result, leading, sums)
  }

  package static func adam(
    count: Int, gradient: UnsafePointer<Double>, weight: UnsafeMutablePointer<Double>,
    mean: UnsafeMutablePointer<Double>, square: UnsafeMutablePointer<Double>,
    maximum: UnsafeMutablePointer<Double>?, _ constants: AdamConstants
  ) {
    kg_adam_f64(
      count, gradient, weight, mean, square, maximum, Double(1 - constants.beta1),
      Double(constants.beta2), Double(1 - constants.beta2),
      Double(constants.decay), Double(constants.step), Double(constants.root),
      Double(constants.epsilon),
      Double(constants.sign))
  }

  package static func sgd(
    count: Int, gradient: UnsafePointer<Double>, weight: UnsafeMutablePointer<Double>,
    velocity: UnsafeMutablePointer<Double>?, _ constants: SGDConstants
  ) {
    kg_sgd_f64(
      count, gradient, weight, velocity, Double(constants.lr), Double(constants.momentum),
      Double(1 - constants.dampening), Double(constants.decay), constants.nesterov ? 1 : 0,
      constants.first ? 1 : 0, Double(constants.sign))
  }
}
