package import KagamiKernels

extension CPUBackend {
  package func reduce(
    _ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand
  ) {
    guard x.dtype == target.dtype, let element = target.dtype.kernelElement else {
      if x.dtype.isHalf {
        inFloats([x], into: target) { reduce(reduction, $0[0], axes: axes, into: $1) }
      } else if !integerReduce(reduction, x, axes: axes, into: target) {
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

  package func sumOfSquares(_ x: Operand, axes: [Int]) -> Operand? {
    guard let element = x.dtype.kernelElement else { return nil }
    var reduced = x.shape
    for axis in axes { reduced[axis] = 1 }
    let target = Operand(reduced, x.dtype, of: self)
    func run<T: CPUElement>(_: T.Type) -> Bool { T.sumOfSquares(x, axes: axes, into: target) }
    return run(element) ? target : nil
  }

  package func argmax(_ x: Operand, axis: Int, into target: Operand) {
    guard target.isRowMajor else { return plain.argmax(x, axis: axis, into: target) }
    guard let element = x.dtype.kernelElement else {
      // Floats hold what is narrower without rounding.
      guard let wide = x.dtype.exactFloat else {
        return plain.argmax(x, axis: axis, into: target)
      }
      let floats = Operand(x.shape, wide, of: self)
      copy(x, into: floats)
      return withExtendedLifetime(floats) { argmax(floats, axis: axis, into: target) }
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
    nonisolated(unsafe) let (to, from) = (target.typed(T.self), x.typed(T.self))
    let combines = reduction.combines
    let nest = LoopNest(x.shape, strides, x.strides, following: 1)
    if target.shape.elementCount == 1, nest.runCount == 1, nest.count > 2 * Self.share {
      to[0] = foldLine(reduction, from, count: nest.count, stride: nest.strides[1])
      return
    }
    if nest.strides[0] == 0, nest.count > 0, nest.runCount == target.shape.elementCount {
      // Each run is all that one element is made of.
      nest.sharedRows { offsets, lines, count in
        T.reduce(
          reduction, lines: lines, count: count, from + offsets[1], apart: nest.rowStrides[1],
          stride: nest.strides[1], into: to + offsets[0], apart: nest.rowStrides[0])
      }
      return
    }
    fill(target, with: reduction.start)
    @Sendable func combine(_ count: Int, _ slot: UnsafeMutablePointer<T>, _ x: UnsafePointer<T>) {
      T.binary(combines, count: count, slot, stride: 1, x, stride: 1, p: 0, into: slot)
    }
    nest.sharedByTarget { offsets, count in
      let (to, from) = (to + offsets[0], from + offsets[1])
      if nest.strides[0] == 1, nest.strides[1] == 1 {
        // A row onto a row.
        combine(count, to, from)
      } else if nest.strides[0] == 0 {
        var value = T.reduce(reduction, count: count, from, stride: nest.strides[1])
        combine(1, to, &value)
      } else {
        for i in 0..<count { combine(1, to + i * nest.strides[0], from + i * nest.strides[1]) }
      }
    }
  }

  /// One long line of elements: parts of fixed size, and then what they give.
  private func foldLine<T: CPUElement>(
    _ reduction: ReductionFunction, _ x: UnsafePointer<T>, count: Int, stride: Int
  ) -> T {
    let parts = (count + Self.share - 1) / Self.share
    return withUnsafeTemporaryAllocation(of: T.self, capacity: parts) { memory in
      nonisolated(unsafe) let (results, x) = (memory, x)
      Threads.forEachBlock(of: count, size: Self.share) {
        results[$0.lowerBound / Self.share] = T.reduce(
          reduction, count: $0.count, x + $0.lowerBound * stride, stride: stride)
      }
      guard let first = UnsafePointer(memory.baseAddress) else { return T(reduction.start) }
      return T.reduce(reduction, count: parts, first, stride: 1)
    }
  }
}

extension LoopNest {
  /// Walks runs as `forEachRun`, whose places in operand 0 may be the same; threads share those of its
  /// outermost axis or, where that leads to the same places, pieces of the runs.
  func sharedByTarget(_ body: @Sendable (Offsets, Int) -> Void) {
    guard count > 0, runCount > 0 else { return }
    let (runs, share) = (runCount, CPUBackend.share)
    if runs * count <= share {
      forEachRun { body($0, count) }
    } else if let outermost, outermost.strides[0] != 0 {
      let within = runs / outermost.extent
      Threads.forEachBlock(of: outermost.extent, size: max(1, share / (within * count))) { range in
        forEachRun(in: range.lowerBound * within..<range.upperBound * within) { body($0, count) }
      }
    } else if strides[0] != 0 {
      Threads.forEachBlock(of: count, size: max(512, share / runs)) { range in
        forEachRun { body($0 &+ strides &* range.lowerBound, range.count) }
      }
    } else {
      forEachRun { body($0, count) }
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

extension DType {
  /// A type of vector kernels that holds all numbers of this type, or nil.
  fileprivate var exactFloat: DType? {
    switch self {
    case .bool, .uint8, .int8, .int16, .float16, .bfloat16, .float32: .float32
    case .int32, .float64: .float64
    default: nil
    }
  }
}
