extension ReferenceBackend {
  package func matmul(
    _ a: Operand, _ b: Operand, into target: Operand, accumulating: Bool
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
  }
}
