package import KagamiKernels

// Integers and truth values in the functions that are common among them; the rest goes by the reference's
// loops, whose values these are.
extension CPUBackend {
  /// `function` of integers or truth values; false, with nothing done, where there is no loop.
  func integerBinary(
    _ function: BinaryFunction, _ a: Operand, _ b: Operand, into target: Operand
  ) -> Bool {
    let (type, size) = (target.dtype.stored, target.dtype.byteCount)
    // Asked before threads begin.
    guard
      Elements.integers(
        function, of: type, count: 0, a.pointer, stride: 1, b.pointer, stride: 1,
        into: target.pointer)
    else { return false }
    nonisolated(unsafe) let (to, left, right) = (target.pointer, a.pointer, b.pointer)
    let nest = LoopNest(target.shape, target.strides, a.strides, b.strides)
    nest.shared { offsets, count in
      _ = Elements.integers(
        function, of: type, count: count, left + offsets[1] * size, stride: nest.strides[1],
        right + offsets[2] * size, stride: nest.strides[2], into: to + offsets[0] * size)
    }
    return true
  }

  package func bitwise(
    _ function: BitwiseFunction, _ a: Operand, _ b: Operand, into target: Operand
  ) {
    let (type, size) = (target.dtype.stored, target.dtype.byteCount)
    nonisolated(unsafe) let (to, left, right) = (target.pointer, a.pointer, b.pointer)
    let nest = LoopNest(target.shape, target.strides, a.strides, b.strides)
    nest.shared { offsets, count in
      Elements.bitwise(
        function, of: type, count: count, left + offsets[1] * size, stride: nest.strides[1],
        right + offsets[2] * size, stride: nest.strides[2], into: to + offsets[0] * size)
    }
  }

  /// A comparison of integers or truth values; false, with nothing done, for other types.
  func integerCompare(
    _ comparison: Comparison, _ a: Operand, _ b: Operand, into target: Operand
  ) -> Bool {
    let (type, size) = (a.dtype.stored, a.dtype.byteCount)
    if a.dtype.isFloatingPoint { return false }
    nonisolated(unsafe) let (to, left, right) = (
      target.typed(UInt8.self), a.pointer, b.pointer
    )
    let nest = LoopNest(target.shape, target.strides, a.strides, b.strides)
    nest.shared { offsets, count in
      _ = Elements.compareIntegers(
        comparison, of: type, count: count, left + offsets[1] * size, stride: nest.strides[1],
        right + offsets[2] * size, stride: nest.strides[2], into: to + offsets[0])
    }
    return true
  }

  /// Integers or truth values combined in `int64`; false, with nothing done, for other types.
  func integerReduce(
    _ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand
  ) -> Bool {
    guard !target.dtype.isFloatingPoint, !x.dtype.isFloatingPoint else { return false }
    if target.dtype != .int64 {
      if x.shape.elementCount == 0 {
        fill(target, with: target.dtype.nearest(to: reduction.integerStart))
        return true
      }
      let wide = Operand(target.shape, .int64, of: self)
      _ = integerReduce(reduction, x, axes: axes, into: wide)
      withExtendedLifetime(wide) { copy(wide, into: target) }
      return true
    }
    let (type, size) = (x.dtype.stored, x.dtype.byteCount)
    var strides = target.strides
    for axis in axes { strides[axis] = 0 }
    fill(target, with: reduction.integerStart)
    nonisolated(unsafe) let (to, from) = (target.typed(Int64.self), x.pointer)
    let nest = LoopNest(x.shape, strides, x.strides, following: 1)
    let combines = reduction.combines
    nest.sharedByTarget { offsets, count in
      let (to, from) = (to + offsets[0], from + offsets[1] * size)
      if nest.strides[0] == 0 {
        to[0] = Elements.reduceIntegers(
          reduction, of: type, count: count, from, stride: nest.strides[1], from: to[0])
      } else {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: count) { row in
          guard let row = row.baseAddress else { return }
          Elements.convert(
            count: count, from, of: type, stride: nest.strides[1], into: row, of: .int64, stride: 1)
          if nest.strides[0] == 1 {
            _ = Elements.integers(
              combines, of: .int64, count: count, to, stride: 1, row, stride: 1, into: to)
            return
          }
          for i in 0..<count {
            let slot = to + i * nest.strides[0]
            _ = Elements.integers(
              combines, of: .int64, count: 1, slot, stride: 1, row + i, stride: 1, into: slot)
          }
        }
      }
    }
    return true
  }
}
