package import KagamiKernels

extension ReferenceBackend {
  package func reduce(
    _ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand
  ) {
    // Element `i` of the target in row-major order is `parts[i]`.
    let dense = target.shape.contiguousStrides
    var slots = dense
    for axis in axes { slots[axis] = 0 }
    func run<T: TensorElement, S: TensorElement, Part: TensorElement>(
      _: T.Type, from _: S.Type, startingWith start: Part
    ) {
      let (to, from) = (target.typed(T.self), x.typed(S.self))
      var parts = [Part](repeating: start, count: target.shape.elementCount)
      Positions.forEach(in: x.shape, slots, x.strides) { slot, s, _, _ in
        parts[slot] = ReferenceArithmetic.binary(
          reduction.combines, parts[slot], Part(converting: from[s]), p: 0)
      }
      Positions.forEach(in: target.shape, target.strides, dense) { t, slot, _, _ in
        to[t] = T(converting: parts[slot])
      }
    }
    // In Double, or exactly in Int64, and rounded once at the end.
    if target.dtype.isFloatingPoint {
      run(target.dtype.element, from: x.dtype.element, startingWith: reduction.start)
    } else {
      let start = target.dtype.nearest(to: reduction.integerStart)
      run(target.dtype.element, from: x.dtype.element, startingWith: start)
    }
  }

  package func argmax(_ x: Operand, axis: Int, into target: Operand) {
    var outer = x.shape
    outer.remove(at: axis)
    var start = x.strides
    let step = start.remove(at: axis)
    let extent = x.shape[axis]
    func run<T: TensorElement>(_: T.Type) {
      let (to, from) = (target.typed(Int64.self), x.typed(T.self))
      Positions.forEach(in: outer, target.strides, start) { t, s, _, _ in
        var best = 0
        for position in 1..<max(extent, 1) where !from[s + best * step].asDouble.isNaN {
          let (old, new) = (from[s + best * step], from[s + position * step])
          if new.asDouble.isNaN || ReferenceArithmetic.compare(.greater, new, old) {
            best = position
          }
        }
        to[t] = Int64(best)
      }
    }
    run(x.dtype.element)
  }

  package func gather(_ x: Operand, index: Operand, into target: Operand) {
    eachSlice(of: target, against: x, index: index) { copy($1, into: $0) }
  }

  package func scatter(_ x: Operand, index: Operand, into target: Operand) {
    eachSlice(of: x, against: target, index: index) { copy($0, into: $1) }
  }

  package func scatterAdd(_ x: Operand, index: Operand, into target: Operand) {
    eachSlice(of: x, against: target, index: index) { binary(.add, $1, $0, p: 0, into: $1) }
  }

  /// Pairs slice `i` of `dense` with slice `index[i]` of `indexed`.
  private func eachSlice(
    of dense: Operand, against indexed: Operand, index: Operand, _ body: (Operand, Operand) -> Void
  ) {
    let indices = index.typed(Int64.self)
    for position in 0..<index.shape[0] {
      let row = Int(indices[position * index.strides[0]])
      body(dense.slice(position), indexed.slice(row))
    }
  }
}

extension Operand {
  /// One slice along the first axis, without that axis.
  fileprivate func slice(_ position: Int) -> Operand {
    var (rest, steps) = (shape, strides)
    rest.remove(at: 0)
    let step = steps.remove(at: 0)
    return view(shape: rest, strides: steps, offset: offset + position * step)
  }
}
