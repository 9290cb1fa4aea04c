package import KagamiKernels

// One line along an axis at a time.
extension ReferenceBackend {
  package func sort(
    _ x: Operand, axis: Int, isDescending: Bool, into values: Operand, places: Operand
  ) {
    let (extent, kept) = (x.shape[axis], values.shape[axis])
    func run<T: TensorElement>(_: T.Type) {
      let (from, to, at) = (x.typed(T.self), values.typed(T.self), places.typed(Int64.self))
      Positions.forEach(
        in: x.shape.without(axis), values.strides.without(axis), places.strides.without(axis),
        x.strides.without(axis)
      ) { v, p, start, _ in
        let line = (0..<extent).map { from[start + $0 * x.strides[axis]] }
        // Equal elements in the order of their places.
        let order = (0..<extent).sorted { i, j in
          let (first, second) = isDescending ? (line[j], line[i]) : (line[i], line[j])
          if ReferenceArithmetic.isBelow(first, second) { return true }
          return !ReferenceArithmetic.isBelow(second, first) && i < j
        }
        for (slot, place) in order.prefix(kept).enumerated() {
          to[v + slot * values.strides[axis]] = line[place]
          at[p + slot * places.strides[axis]] = Int64(place)
        }
      }
    }
    run(x.dtype.element)
  }

  package func scan(
    _ reduction: ReductionFunction, _ x: Operand, axis: Int, into target: Operand
  ) {
    func run<T: TensorElement, S: TensorElement, Part: TensorElement>(
      _: T.Type, from _: S.Type, startingWith start: Part
    ) {
      let (to, from) = (target.typed(T.self), x.typed(S.self))
      Positions.forEach(
        in: x.shape.without(axis), target.strides.without(axis), x.strides.without(axis)
      ) { t, s, _, _ in
        var total = start
        for i in 0..<x.shape[axis] {
          total = ReferenceArithmetic.binary(
            reduction.combines, total, Part(converting: from[s + i * x.strides[axis]]), p: 0)
          to[t + i * target.strides[axis]] = T(converting: total)
        }
      }
    }
    // In Double, or exactly in Int64.
    if target.dtype.isFloatingPoint {
      run(target.dtype.element, from: x.dtype.element, startingWith: reduction.start)
    } else {
      run(target.dtype.element, from: x.dtype.element, startingWith: reduction.integerStart)
    }
  }
}

extension Shape {
  /// The same but for one axis.
  func without(_ axis: Int) -> Shape {
    var rest = self
    rest.remove(at: axis)
    return rest
  }
}
