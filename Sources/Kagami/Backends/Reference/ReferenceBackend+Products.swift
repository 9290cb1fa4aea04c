package import KagamiKernels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension ReferenceBackend {
  package func matmul(_ a: Operand, _ b: Operand, into target: Operand) {
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
        to[t] = T.dtype.isFloatingPoint ? T(converting: sum) : T(converting: count)
      }
    }
    run(target.dtype.element)
  }

  package func addBias(_ bias: Operand, into target: Operand) {
    binary(.add, target, bias.broadcast(to: target.shape), p: 0, into: target)
  }

  package func adam(
    gradient: Operand, weight: Operand, mean: Operand, square: Operand, maximum: Operand?,
    _ c: AdamConstants
  ) {
    func run<T: TensorElement>(_: T.Type) {
      let (g, w) = (gradient.typed(T.self), weight.typed(T.self))
      let (m, v, top) = (mean.typed(T.self), square.typed(T.self), maximum?.typed(T.self))
      for i in 0..<weight.shape.elementCount {
        let d = c.sign * g[i].asDouble + c.decay * w[i].asDouble
        m[i] = T(converting: c.beta1 * m[i].asDouble + (1 - c.beta1) * d)
        v[i] = T(converting: c.beta2 * v[i].asDouble + (1 - c.beta2) * d * d)
        var second = v[i].asDouble
        if let top {
          top[i] = T(converting: max(top[i].asDouble, second))
          second = top[i].asDouble
        }
        let step = c.step * m[i].asDouble / (second.squareRoot() / c.root + c.epsilon)
        w[i] = T(converting: w[i].asDouble - step)
      }
    }
    run(weight.dtype.element)
  }

  package func sgd(gradient: Operand, weight: Operand, velocity: Operand?, _ c: SGDConstants) {
    func run<T: TensorElement>(_: T.Type) {
      let (g, w, u) = (gradient.typed(T.self), weight.typed(T.self), velocity?.typed(T.self))
      for i in 0..<weight.shape.elementCount {
        var d = c.sign * g[i].asDouble + c.decay * w[i].asDouble
        if let u {
          let next = c.first ? d : c.momentum * u[i].asDouble + (1 - c.dampening) * d
          u[i] = T(converting: next)
          d = c.nesterov ? d + c.momentum * u[i].asDouble : u[i].asDouble
        }
        w[i] = T(converting: w[i].asDouble - c.lr * d)
      }
    }
    run(weight.dtype.element)
  }
}
