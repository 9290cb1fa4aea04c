package import KagamiKernels

extension CPUBackend {
  package func reduce(
    _ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand
  ) {
    guard x.dtype == target.dtype, let element = target.dtype.kernelElement else {
      if reduction != .sum || !integerSum(x, axes: axes, into: target) {
        plain.reduce(reduction, x, axes: axes, into: target)
      }
      return
    }
    func run<T: CPUElement>(_: T.Type) {
      if reduction == .sum {
        T.sum(x, axes: axes, into: target)
      } else {
        fold(reduction, x, axes: axes, into: target, as: T.self)
      }
    }
    run(element)
  }

  package func argmax(_ x: Operand, axis: Int, into target: Operand) {
    guard let element = x.dtype.kernelElement, target.isRowMajor else {
      return plain.argmax(x, axis: axis, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      withRowMajor(x.movingToEnd(axis: axis)) { lines in
        nonisolated(unsafe) let (to, from) = (target.typed(Int64.self), lines.typed(T.self))
        let length = x.shape[axis]
        Threads.forEachBlock(of: target.shape.elementCount, size: max(1, Self.share / length)) {
          for line in $0 { to[line] = Int64(T.argmax(count: length, from + line * length)) }
        }
      }
    }
    run(element)
  }

  /// Combines rows with rows where they lie so, else each run into one element.
  private func fold<T: CPUElement>(
    _ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand, as _: T.Type
  ) {
    var strides = target.strides
    for axis in axes { strides[axis] = 0 }
    fill(target, with: reduction.start)
    let (to, from, combines) = (target.typed(T.self), x.typed(T.self), reduction.combines)
    let nest = LoopNest(x.shape, strides, x.strides, following: 1)
    nest.forEachRun { offsets in
      func combine(_ count: Int, _ slot: UnsafeMutablePointer<T>, _ x: UnsafePointer<T>) {
        T.binary(combines, count: count, slot, stride: 1, x, stride: 1, p: 0, into: slot)
      }
      if nest.strides[0] == 1, nest.strides[1] == 1 {
        // A row onto a row.
        combine(nest.count, to + offsets[0], from + offsets[1])
      } else if nest.strides[0] == 0 {
        var value = T.reduce(
          reduction, count: nest.count, from + offsets[1], stride: nest.strides[1])
        combine(1, to + offsets[0], &value)
      } else {
        for i in 0..<nest.count {
          combine(1, to + offsets[0] + i * nest.strides[0], from + offsets[1] + i * nest.strides[1])
        }
      }
    }
  }
}

extension Operand {
  /// The same memory with an axis behind all others.
  fileprivate func movingToEnd(axis: Int) -> Operand {
    var (extents, steps) = (shape, strides)
    extents.append(extents.remove(at: axis))
    steps.append(steps.remove(at: axis))
    return view(shape: extents, strides: steps)
  }
}
