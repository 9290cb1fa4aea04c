extension ReferenceBackend {
  package func reduce(
    _ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand
  ) {
    var strides = target.strides
    for axis in axes { strides[axis] = 0 }
    func run<T: TensorElement, S: TensorElement>(_: T.Type, from _: S.Type) {
      let (to, from) = (target.typed(T.self), x.typed(S.self))
      switch reduction {
      case .sum:
        // In Double, or exactly in Int64, and rounded once at the end.
        var sums = [Double](repeating: 0, count: target.shape.elementCount)
        var counts = [Int64](repeating: 0, count: target.shape.elementCount)
        let dense = target.shape.contiguousStrides
        var slots = dense
        for axis in axes { slots[axis] = 0 }
        Positions.forEach(in: x.shape, slots, x.strides) { slot, s, _, _ in
          sums[slot] += from[s].asDouble
          counts[slot] &+= T.dtype.isFloatingPoint ? 0 : from[s].asInt64
        }
        Positions.forEach(in: target.shape, target.strides, dense) { t, slot, _, _ in
          to[t] =
            T.dtype.isFloatingPoint ? T(converting: sums[slot]) : T(converting: counts[slot])
        }
      case .maximum:
        var started = Set<Int>()
        Positions.forEach(in: x.shape, strides, x.strides) { t, s, _, _ in
          let value = T(converting: from[s])
          to[t] =
            started.insert(t).inserted
            ? value : ReferenceArithmetic.binary(.maximum, to[t], value, p: 0)
          if from[s].asDouble.isNaN { to[t] = value }
        }
      }
    }
    run(target.dtype.element, from: x.dtype.element)
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
