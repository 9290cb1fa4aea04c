internal import CKernels

extension Float: KernelElement {
  package static func unary(
    _ function: UnaryFunction, count: Int, _ x: UnsafePointer<Float>, stride: Int, p: Float,
    q: Float,
    into y: UnsafeMutablePointer<Float>
  ) {
    kg_unary_f32(function.code, count, x, stride, p, q, y)
  }

  package static func binary(
    _ function: BinaryFunction, count: Int, _ a: UnsafePointer<Float>, stride strideA: Int,
    _ b: UnsafePointer<Float>, stride strideB: Int, p: Float, into y: UnsafeMutablePointer<Float>
  ) {
    kg_binary_f32(function.code, count, a, strideA, b, strideB, p, y)
  }

  package static func compare(
    _ comparison: Comparison, count: Int, _ a: UnsafePointer<Float>, stride strideA: Int,
    _ b: UnsafePointer<Float>, stride strideB: Int, into y: UnsafeMutablePointer<UInt8>
  ) {
    kg_compare_f32(comparison.code, count, a, strideA, b, strideB, y)
  }

  package static func select(
    count: Int, _ condition: UnsafePointer<UInt8>, stride strideC: Int,
    _ a: UnsafePointer<Float>, stride strideA: Int, _ b: UnsafePointer<Float>, stride strideB: Int,
    into y: UnsafeMutablePointer<Float>
  ) {
    kg_select_f32(count, condition, strideC, a, strideA, b, strideB, y)
  }

  package static func copy(
    count: Int, _ x: UnsafePointer<Float>, stride strideX: Int, into y: UnsafeMutablePointer<Float>,
    stride strideY: Int
  ) {
    kg_copy_f32(count, x, strideX, y, strideY)
  }

  package static func transpose(
    rows: Int, columns: Int, _ x: UnsafePointer<Float>, leading: Int,
    into y: UnsafeMutablePointer<Float>
  ) {
    kg_transpose_f32(rows, columns, x, leading, y)
  }

  package static func fill(count: Int, _ value: Float, into y: UnsafeMutablePointer<Float>) {
    kg_fill_f32(count, value, y)
  }

  package static func sum(count: Int, _ x: UnsafePointer<Float>, stride: Int) -> Float {
    kg_sum_f32(count, x, stride)
  }

  package static func maximum(count: Int, _ x: UnsafePointer<Float>, stride: Int) -> Float {
    kg_max_f32(count, x, stride)
  }

  package static func accumulate(
    count: Int, _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>
  ) {
    kg_accumulate_f32(count, x, y)
  }

  package static func finish(
    _ activation: Activation?, bias: UnsafePointer<Float>?, rows: Int, columns: Int,
    _ y: UnsafeMutablePointer<Float>, leading: Int
  ) {
    if activation == nil && bias == nil { return }
    kg_finish_f32(
      activation?.code ?? KG_IDENTITY, rows, columns, bias, Float(activation?.parameter ?? 0), y,
      leading)
  }

  package static func gate(
    _ activation: Activation, rows: Int, columns: Int, gradient: UnsafePointer<Float>,
    output: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>, leading: Int,
    sums: UnsafeMutablePointer<Float>
  ) {
    kg_gate_f32(
      activation.code, rows, columns, gradient, leading, output, leading,
      Float(activation.parameter), result, leading, sums)
  }

  package static func adam(
    count: Int, gradient: UnsafePointer<Float>, weight: UnsafeMutablePointer<Float>,
    mean: UnsafeMutablePointer<Float>, square: UnsafeMutablePointer<Float>,
    maximum: UnsafeMutablePointer<Float>?, _ constants: AdamConstants
  ) {
    kg_adam_f32(
      count, gradient, weight, mean, square, maximum, Float(1 - constants.beta1),
      Float(constants.beta2), Float(1 - constants.beta2),
      Float(constants.decay), Float(constants.step), Float(constants.root),
      Float(constants.epsilon),
      Float(constants.sign))
  }

  package static func sgd(
    count: Int, gradient: UnsafePointer<Float>, weight: UnsafeMutablePointer<Float>,
    velocity: UnsafeMutablePointer<Float>?, _ constants: SGDConstants
  ) {
    kg_sgd_f32(
      count, gradient, weight, velocity, Float(constants.lr), Float(constants.momentum),
      Float(1 - constants.dampening), Float(constants.decay), constants.nesterov ? 1 : 0,
      constants.first ? 1 : 0, Float(constants.sign))
  }
}
