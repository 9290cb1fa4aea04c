internal import KagamiKernels

extension CPUBackend {
  package func reduce(
    _ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand
  ) {
    guard x.dtype == target.dtype, let element = target.dtype.kernelElement else {
      return plain.reduce(reduction, x, axes: axes, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      switch reduction {
      case .sum: T.sum(x, axes: axes, into: target)
      case .maximum: maximum(x, axes: axes, into: target, as: T.self)
      }
    }
    run(element)
  }

  package func argmax(_ x: Operand, axis: Int, into target: Operand) {
    plain.argmax(x, axis: axis, into: target)
  }

  private func maximum<T: CPUElement>(
    _ x: Operand, axes: [Int], into target: Operand, as _: T.Type
  ) {
    var strides = target.strides
    for axis in axes { strides[axis] = 0 }
    fill(target, with: -Double.infinity)
    let (to, from) = (target.typed(T.self), x.typed(T.self))
    let nest = LoopNest(x.shape, strides, x.strides)
    nest.forEachRun { offsets in
      if nest.strides[0] == 1, nest.strides[1] == 1, nest.count > 1 {
        // A row onto a row.
        let row = to + offsets[0]
        T.binary(
          .maximum, count: nest.count, row, stride: 1, from + offsets[1], stride: 1, p: 0, into: row
        )
      } else if nest.strides[0] == 0 || nest.count == 1 {
        let best = T.maximum(count: nest.count, from + offsets[1], stride: nest.strides[1])
        if best > to[offsets[0]] || best.isNaN { to[offsets[0]] = best }
      } else {
        for i in 0..<nest.count {
          let (slot, value) = (
            offsets[0] + i * nest.strides[0], from[offsets[1] + i * nest.strides[1]]
          )
          if value > to[slot] || value.isNaN { to[slot] = value }
        }
      }
    }
  }

  package func gather(_ x: Operand, index: Operand, into target: Operand) {
    let (indices, row) = (index.typed(Int64.self), x.rowByteCount)
    let dense = x.isRowMajor && target.isRowMajor
    guard dense else { return plain.gather(x, index: index, into: target) }
    for position in 0..<index.shape[0] {
      let from = Int(indices[position * index.strides[0]])
      (target.pointer + position * row).copyMemory(from: x.pointer + from * row, byteCount: row)
    }
  }

  package func scatter(_ x: Operand, index: Operand, into target: Operand) {
    guard x.isRowMajor, target.isRowMajor else {
      return plain.scatter(x, index: index, into: target)
    }
    let (indices, row) = (index.typed(Int64.self), x.rowByteCount)
    for position in 0..<index.shape[0] {
      let to = Int(indices[position * index.strides[0]])
      (target.pointer + to * row).copyMemory(from: x.pointer + position * row, byteCount: row)
    }
  }

  package func scatterAdd(_ x: Operand, index: Operand, into target: Operand) {
    guard let element = target.dtype.kernelElement, x.isRowMajor, target.isRowMajor else {
      return plain.scatterAdd(x, index: index, into: target)
    }
    let indices = index.typed(Int64.self)
    let row = x.shape.elementCount / max(x.shape[0], 1)
    func run<T: CPUElement>(_: T.Type) {
      let (to, from) = (target.typed(T.self), x.typed(T.self))
      for position in 0..<index.shape[0] {
        let slot = Int(indices[position * index.strides[0]])
        T.accumulate(count: row, from + position * row, into: to + slot * row)
      }
    }
    run(element)
  }
}

extension Operand {
  /// The bytes of one slice along the first axis of row-major memory.
  fileprivate var rowByteCount: Int {
    shape.elementCount / max(shape[0], 1) * dtype.byteCount
  }

  /// Whether elements lie in row-major order without gaps.
  fileprivate var isRowMajor: Bool { shape.isRowMajor(strides) }
}
