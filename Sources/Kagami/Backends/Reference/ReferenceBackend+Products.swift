internal import KagamiKernels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension ReferenceBackend {
  package func matmul(
    _ a: Operand, _ b: Operand, into target: Operand, accumulating: Bool, bias: Operand?,
    activation: Activation?
  ) {
    let rank = target.shape.count
    let inner = a.shape[rank - 1]
    func run<T: TensorElement>(_: T.Type) {
      let (to, left, right) = (target.typed(T.self), a.typed(T.self), b.typed(T.self))
      var (rows, columns) = (a.strides, b.strides)
      rows[rank - 1] = 0
      columns[rank - 2] = 0
      let (stepA, stepB) = (a.strides[rank - 1], b.strides[rank - 2])
      Positions.forEach(in: target.shape, target.strides, rows, columns) { t, i, j, _ in
        var sum = 0.0
        var count: Int64 = 0
        for k in 0..<inner {
          let (x, y) = (left[i + k * stepA], right[j + k * stepB])
          sum += x.asDouble * y.asDouble
          if !T.dtype.isFloatingPoint { count &+= x.asInt64 &* y.asInt64 }
        }
        if accumulating {
          sum += to[t].asDouble
          count &+= to[t].asInt64
        }
        to[t] = T.dtype.isFloatingPoint ? T(converting: sum) : T(converting: count)
      }
    }
    run(target.dtype.element)
    if let bias { binary(.add, target, bias.broadcast(to: target.shape), p: 0, into: target) }
    if let activation {
      unary(activation.function, target, p: activation.parameter, q: 0, into: target)
    }
  }

  package func activationBackward(
    _ activation: Activation, gradient: Operand, output: Operand, into target: Operand,
    sums: Operand
  ) {
    unaryBackward(
      activation.function, gradient: gradient, saved: output, p: activation.parameter, q: 0,
      into: target)
    let row = Operand(
      pointer: sums.pointer, dtype: sums.dtype, shape: [1, target.shape[1]],
      strides: [target.shape[1], 1])
    reduce(.sum, target, axes: [0], into: row)
  }
}
