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
      case .sum: sum(x, axes: axes, into: target, as: T.self)
      case .maximum: maximum(x, axes: axes, into: target, as: T.self)
      }
    }
    run(element)
  }

  package func argmax(_ x: Operand, axis: Int, into target: Operand) {
    plain.argmax(x, axis: axis, into: target)
  }

  /// Elements summed in one go; longer sums are made of such pieces, halving, so that rounding
  /// errors grow with the logarithm of the length.
  private static let piece = 1 << 12

  private func sum<T: CPUElement>(
    _ x: Operand, axes: [Int], into target: Operand, as _: T.Type
  ) {
    fill(target, with: 0)
    var strides = target.strides
    for axis in axes { strides[axis] = 0 }
    let (to, from) = (target.typed(T.self), x.typed(T.self))
    let nest = LoopNest(x.shape, strides, x.strides)
    if nest.strides[0] == 1, nest.strides[1] == 1 {
      // Rows onto a row.
      if let rows = nest.rowsOntoOne, nest.count > 0 {
        sumRows(0..<rows.count, from, step: rows.step, count: nest.count, into: to)
      } else {
        nest.forEachRun { offsets in
          T.accumulate(count: nest.count, from + offsets[1], into: to + offsets[0])
        }
      }
    } else if nest.strides[0] == 0 || nest.count == 1 {
      nest.forEachRun { offsets in
        to[offsets[0]] += pairwiseSum(from + offsets[1], nest.count, stride: nest.strides[1])
      }
    } else {
      nest.forEachRun { offsets in
        for i in 0..<nest.count {
          to[offsets[0] + i * nest.strides[0]] += from[offsets[1] + i * nest.strides[1]]
        }
      }
    }
  }

  private func pairwiseSum<T: CPUElement>(_ x: UnsafePointer<T>, _ count: Int, stride: Int) -> T {
    if count <= Self.piece { return T.sum(count: count, x, stride: stride) }
    let half = (count / 2 + Self.piece - 1) / Self.piece * Self.piece
    return pairwiseSum(x, half, stride: stride)
      + pairwiseSum(x + half * stride, count - half, stride: stride)
  }

  /// Adds rows onto `to`, halving where there are many.
  private func sumRows<T: CPUElement>(
    _ rows: Range<Int>, _ from: UnsafePointer<T>, step: Int, count: Int,
    into to: UnsafeMutablePointer<T>
  ) {
    guard rows.count > 256 else {
      for row in rows { T.accumulate(count: count, from + row * step, into: to) }
      return
    }
    let middle = rows.lowerBound + rows.count / 2
    sumRows(rows.lowerBound..<middle, from, step: step, count: count, into: to)
    let rest = Tensor(uninitialized: [count], dtype: T.dtype, device: .cpu)
    rest.withOperand { rest in
      T.fill(count: count, 0, into: rest.typed(T.self))
      sumRows(middle..<rows.upperBound, from, step: step, count: count, into: rest.typed(T.self))
      T.accumulate(count: count, rest.typed(T.self), into: to)
    }
  }

  private func maximum<T: CPUElement>(
    _ x: Operand, axes: [Int], into target: Operand, as _: T.Type
  ) {
    var strides = target.strides
    for axis in axes { strides[axis] = 0 }
    fill(target, with: -.infinity)
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
    let (indices, bytes) = (index.typed(Int64.self), x.dtype.byteCount)
    let row = x.shape.elementCount / max(x.shape[0], 1) * bytes
    let dense = x.isRowMajor && target.isRowMajor
    guard dense else { return plain.gather(x, index: index, into: target) }
    for position in 0..<index.shape[0] {
      let from = Int(indices[position * index.strides[0]])
      (target.pointer + position * row).copyMemory(from: x.pointer + from * row, byteCount: row)
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

extension LoopNest {
  /// How many rows fall on the same row of operand 0, where that is all the walk does.
  fileprivate var rowsOntoOne: (count: Int, step: Int)? {
    guard let only = onlyOuter, only.strides[0] == 0 else { return nil }
    return (only.extent, only.strides[1])
  }
}

extension Operand {
  /// Whether elements lie in row-major order without gaps.
  var isRowMajor: Bool {
    var distance = 1
    for axis in shape.indices.reversed() where shape[axis] != 1 {
      if strides[axis] != distance { return false }
      distance *= shape[axis]
    }
    return true
  }
}
