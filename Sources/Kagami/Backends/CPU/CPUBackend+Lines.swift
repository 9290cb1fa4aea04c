package import KagamiKernels

// One line along an axis at a time; threads share the lines.
extension CPUBackend {
  package func sort(
    _ x: Operand, axis: Int, isDescending: Bool, into values: Operand, places: Operand
  ) {
    let (type, size) = (x.dtype.stored, x.dtype.byteCount)
    let (length, kept) = (x.shape[axis], values.shape[axis])
    let lines = Lines(x.shape, axis: axis, x.strides, values.strides, places.strides)
    nonisolated(unsafe) let (from, to, at) = (x.pointer, values.pointer, places.typed(Int64.self))
    lines.shared { first, count in
      let words = UnsafeMutablePointer<UInt64>.allocate(capacity: Elements.sortWords(length))
      defer { words.deallocate() }
      for line in 0..<count {
        let start = first &+ lines.distances &* line
        Elements.sort(
          of: type, count: length, from + start[0] * size, stride: lines.steps[0],
          isDescending: isDescending, keeping: kept, into: to + start[1] * size,
          stride: lines.steps[1], places: at + start[2], stride: lines.steps[2], words: words)
      }
    }
  }

  package func scan(
    _ reduction: ReductionFunction, _ x: Operand, axis: Int, into target: Operand
  ) {
    if x.dtype.isHalf {
      return inFloats([x], into: target) { scan(reduction, $0[0], axis: axis, into: $1) }
    }
    let lines = Lines(x.shape, axis: axis, target.strides, x.strides)
    if target.dtype == .int64 {
      if x.dtype != .int64 {
        let whole = Operand(x.shape, .int64, of: self)
        copy(x, into: whole)
        return withExtendedLifetime(whole) { scan(reduction, whole, axis: axis, into: target) }
      }
      nonisolated(unsafe) let (to, from) = (target.typed(Int64.self), x.typed(Int64.self))
      return lines.shared { first, count in
        for line in 0..<count {
          let start = first &+ lines.distances &* line
          Elements.scanIntegers(
            reduction, count: lines.length, from + start[1], stride: lines.steps[1],
            into: to + start[0], stride: lines.steps[0])
        }
      }
    }
    guard let element = target.dtype.kernelElement, x.dtype == target.dtype else {
      return plain.scan(reduction, x, axis: axis, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (to, from) = (target.typed(T.self), x.typed(T.self))
      lines.shared { first, count in
        T.scan(
          reduction, lines: count, count: lines.length,
          from + first[1], leading: lines.distances[1], stride: lines.steps[1],
          into: to + first[0], leading: lines.distances[0], stride: lines.steps[0])
      }
    }
    run(element)
  }
}

/// The lines along one axis of up to three operands of one shape.
private struct Lines {
  /// The elements of a line.
  let length: Int
  /// The distance between them, for each operand.
  let steps: SIMD4<Int>
  private let nest: LoopNest

  init(_ shape: Shape, axis: Int, _ first: Strides, _ second: Strides, _ third: Strides? = nil) {
    let all = [first, second, third].compactMap(\.self)
    length = shape[axis]
    var steps = SIMD4<Int>.zero
    for (index, strides) in all.enumerated() { steps[index] = strides[axis] }
    self.steps = steps
    nest = LoopNest(
      shape.without(axis), first.without(axis), second.without(axis), third?.without(axis))
  }

  /// The distance between neighbouring lines, for each operand.
  var distances: SIMD4<Int> { nest.strides }

  /// Calls `body` with where the first of some neighbouring lines begins, for each operand, and how many they are;
  /// threads share them.
  func shared(_ body: @Sendable (_ first: SIMD4<Int>, _ count: Int) -> Void) {
    if length > 0 { nest.shared(share: max(1, CPUBackend.share / length), body) }
  }
}
