internal import KagamiKernels

// Integers and truth values in the functions that are common among them, each in a loop that the compiler
// makes for its type; the rest goes by the reference's loops, whose values these are.
extension CPUBackend {
  /// `function` of integers or truth values; false, with nothing done, where there is no loop.
  func integerBinary(
    _ function: BinaryFunction, _ a: Operand, _ b: Operand, into target: Operand
  ) -> Bool {
    switch target.dtype {
    case .int64: integers(function, a, b, into: target, as: Int64.self)
    case .int32: integers(function, a, b, into: target, as: Int32.self)
    case .uint8: integers(function, a, b, into: target, as: UInt8.self)
    case .bool: truths(function, a, b, into: target)
    default: false
    }
  }

  private func integers<T: FixedWidthInteger & TensorElement>(
    _ function: BinaryFunction, _ a: Operand, _ b: Operand, into target: Operand, as _: T.Type
  ) -> Bool {
    switch function {
    case .add: pairs(a, b, into: target) { (x: T, y: T) in x &+ y }
    case .subtract: pairs(a, b, into: target) { (x: T, y: T) in x &- y }
    case .multiply: pairs(a, b, into: target) { (x: T, y: T) in x &* y }
    case .maximum: pairs(a, b, into: target) { (x: T, y: T) in max(x, y) }
    case .minimum: pairs(a, b, into: target) { (x: T, y: T) in min(x, y) }
    default: return false
    }
    return true
  }

  private func truths(
    _ function: BinaryFunction, _ a: Operand, _ b: Operand, into target: Operand
  ) -> Bool {
    switch function {
    case .multiply, .minimum: pairs(a, b, into: target) { (x: UInt8, y: UInt8) in x & y }
    case .add, .maximum: pairs(a, b, into: target) { (x: UInt8, y: UInt8) in x | y }
    default: return false
    }
    return true
  }

  /// A comparison of integers or truth values; false, with nothing done, for other types.
  func integerCompare(
    _ comparison: Comparison, _ a: Operand, _ b: Operand, into target: Operand
  ) -> Bool {
    switch a.dtype {
    case .int64: compared(comparison, a, b, into: target, as: Int64.self)
    case .int32: compared(comparison, a, b, into: target, as: Int32.self)
    case .uint8, .bool: compared(comparison, a, b, into: target, as: UInt8.self)
    default: return false
    }
    return true
  }

  private func compared<T: FixedWidthInteger & Sendable>(
    _ comparison: Comparison, _ a: Operand, _ b: Operand, into target: Operand, as _: T.Type
  ) {
    switch comparison {
    case .equal: pairs(a, b, into: target) { (x: T, y: T) in x == y }
    case .notEqual: pairs(a, b, into: target) { (x: T, y: T) in x != y }
    case .less: pairs(a, b, into: target) { (x: T, y: T) in x < y }
    case .lessEqual: pairs(a, b, into: target) { (x: T, y: T) in x <= y }
    case .greater: pairs(a, b, into: target) { (x: T, y: T) in x > y }
    case .greaterEqual: pairs(a, b, into: target) { (x: T, y: T) in x >= y }
    }
  }

  @inline(__always)
  private func pairs<T: Sendable, R: Sendable>(
    _ a: Operand, _ b: Operand, into target: Operand, _ combine: @Sendable (T, T) -> R
  ) {
    nonisolated(unsafe) let (to, left, right) = (
      target.typed(R.self), a.typed(T.self), b.typed(T.self)
    )
    let nest = LoopNest(target.shape, target.strides, a.strides, b.strides)
    nest.shared { offsets, count in
      let (to, left, right) = (to + offsets[0], left + offsets[1], right + offsets[2])
      let steps = nest.strides
      if steps[0] == 1, steps[1] == 1, steps[2] == 1 {
        for i in 0..<count { to[i] = combine(left[i], right[i]) }
      } else {
        for i in 0..<count {
          to[i * steps[0]] = combine(left[i * steps[1]], right[i * steps[2]])
        }
      }
    }
  }

  /// `target[i] = condition[i] ? a[i] : b[i]` for elements of one byte or two.
  func selectBytes<Bits: FixedWidthInteger & Sendable>(
    _ condition: Operand, _ a: Operand, _ b: Operand, into target: Operand, as _: Bits.Type
  ) {
    nonisolated(unsafe) let (to, left, right, choice) = (
      target.typed(Bits.self), a.typed(Bits.self), b.typed(Bits.self), condition.typed(UInt8.self)
    )
    let nest = LoopNest(target.shape, target.strides, condition.strides, a.strides, b.strides)
    nest.shared { offsets, count in
      let steps = nest.strides
      for i in 0..<count {
        to[offsets[0] + i * steps[0]] =
          choice[offsets[1] + i * steps[1]] != 0
          ? left[offsets[2] + i * steps[2]] : right[offsets[3] + i * steps[3]]
      }
    }
  }

  /// The sum of integers or truth values in `int64`; false, with nothing done, for other types.
  func integerSum(_ x: Operand, axes: [Int], into target: Operand) -> Bool {
    guard target.dtype == .int64 else { return false }
    switch x.dtype {
    case .int64: sum(x, axes: axes, into: target) { (x: Int64) in x }
    case .int32: sum(x, axes: axes, into: target) { (x: Int32) in Int64(x) }
    case .uint8, .bool: sum(x, axes: axes, into: target) { (x: UInt8) in Int64(x) }
    default: return false
    }
    return true
  }

  @inline(__always)
  private func sum<T>(
    _ x: Operand, axes: [Int], into target: Operand, _ widened: (T) -> Int64
  ) {
    var strides = target.strides
    for axis in axes { strides[axis] = 0 }
    fill(target, with: 0)
    let (to, from) = (target.typed(Int64.self), x.typed(T.self))
    let nest = LoopNest(x.shape, strides, x.strides, following: 1)
    nest.forEachRun { offsets in
      let (to, from, steps) = (to + offsets[0], from + offsets[1], nest.strides)
      if steps[0] == 0 {
        var total = Int64(0)
        if steps[1] == 1 {
          for i in 0..<nest.count { total &+= widened(from[i]) }
        } else {
          for i in 0..<nest.count { total &+= widened(from[i * steps[1]]) }
        }
        to[0] &+= total
      } else {
        for i in 0..<nest.count { to[i * steps[0]] &+= widened(from[i * steps[1]]) }
      }
    }
  }
}
