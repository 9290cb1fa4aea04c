package import KagamiKernels

/// Every kernel as a plain loop over positions, one element at a time: slow, and easy to believe.
package struct ReferenceBackend: HostBackend {
  package init() {}

  package func fill(_ target: Operand, with value: any TensorScalar) {
    func run<T: TensorElement>(_: T.Type) {
      let (memory, value) = (target.typed(T.self), T(converting: value))
      Positions.forEach(in: target.shape, target.strides) { t, _, _, _ in
        memory[t] = value
      }
    }
    run(target.dtype.element)
  }

  package func copy(_ source: Operand, into target: Operand) {
    func run<T: TensorElement, S: TensorElement>(_: T.Type, from _: S.Type) {
      let (to, from) = (target.typed(T.self), source.typed(S.self))
      Positions.forEach(in: target.shape, target.strides, source.strides) { t, s, _, _ in
        to[t] = T(converting: from[s])
      }
    }
    run(target.dtype.element, from: source.dtype.element)
  }

  package func unary(
    _ function: UnaryFunction, _ x: Operand, p: Double, q: Double, into target: Operand
  ) {
    func run<T: TensorElement>(_: T.Type) {
      let (to, from) = (target.typed(T.self), x.typed(T.self))
      Positions.forEach(in: target.shape, target.strides, x.strides) { t, s, _, _ in
        to[t] = ReferenceArithmetic.unary(function, from[s], p: p, q: q)
      }
    }
    run(target.dtype.element)
  }

  package func unaryBackward(
    _ function: UnaryFunction, gradient: Operand, saved: Operand, p: Double, q: Double,
    into target: Operand
  ) {
    func run<T: TensorElement>(_: T.Type) {
      let (to, g, read) = (target.typed(T.self), gradient.typed(T.self), saved.typed(T.self))
      Positions.forEach(in: target.shape, target.strides, gradient.strides, saved.strides) {
        t, i, j, _ in
        to[t] = ReferenceArithmetic.gradient(function, g[i], saved: read[j], p: p, q: q)
      }
    }
    run(target.dtype.element)
  }

  package func binary(
    _ function: BinaryFunction, _ a: Operand, _ b: Operand, p: Double, into target: Operand
  ) {
    func run<T: TensorElement>(_: T.Type) {
      let (to, left, right) = (target.typed(T.self), a.typed(T.self), b.typed(T.self))
      Positions.forEach(in: target.shape, target.strides, a.strides, b.strides) { t, i, j, _ in
        to[t] = ReferenceArithmetic.binary(function, left[i], right[j], p: p)
      }
    }
    run(target.dtype.element)
  }

  package func bitwise(
    _ function: BitwiseFunction, _ a: Operand, _ b: Operand, into target: Operand
  ) {
    func run<T: TensorElement>(_: T.Type) {
      let (to, left, right) = (target.typed(T.self), a.typed(T.self), b.typed(T.self))
      let width = Int64(target.dtype.byteCount * 8)
      Positions.forEach(in: target.shape, target.strides, a.strides, b.strides) { t, i, j, _ in
        to[t] = T(
          converting: ReferenceArithmetic.bitwise(
            function, left[i].asInt64, right[j].asInt64, width: width))
      }
    }
    run(target.dtype.element)
  }

  package func compare(
    _ comparison: Comparison, _ a: Operand, _ b: Operand, into target: Operand
  ) {
    func run<T: TensorElement>(_: T.Type) {
      let (to, left, right) = (target.typed(Bool.self), a.typed(T.self), b.typed(T.self))
      Positions.forEach(in: target.shape, target.strides, a.strides, b.strides) { t, i, j, _ in
        to[t] = ReferenceArithmetic.compare(comparison, left[i], right[j])
      }
    }
    run(a.dtype.element)
  }

  package func select(_ condition: Operand, _ a: Operand, _ b: Operand, into target: Operand) {
    func run<T: TensorElement>(_: T.Type) {
      let (to, left, right) = (target.typed(T.self), a.typed(T.self), b.typed(T.self))
      let choice = condition.typed(Bool.self)
      Positions.forEach(in: target.shape, target.strides, condition.strides, a.strides, b.strides) {
        t, c, i, j in to[t] = choice[c] ? left[i] : right[j]
      }
    }
    run(target.dtype.element)
  }
}
