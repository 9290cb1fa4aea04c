internal import KagamiKernels

// Functions along the last axes of row-major memory, each row while it is in the first cache.
extension CPUBackend {
  package func softmax(_ x: Operand, axis: Int, isLogarithm: Bool) -> Operand? {
    if x.dtype.isHalf {
      return inFloats([x]) { softmax($0[0], axis: axis, isLogarithm: isLogarithm) }
    }
    guard let rows = Rows(x, axes: [axis]) else { return nil }
    let target = Operand(x.shape, x.dtype, of: self)
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (to, from) = (target.typed(T.self), x.typed(T.self))
      rows.shared { start, count in
        T.softmax(
          rows: count, columns: rows.length, from + start, isLogarithm: isLogarithm,
          into: to + start)
      }
    }
    run(rows.element)
    return target
  }

  package func softmaxBackward(
    gradient: Operand, output: Operand, axis: Int, isLogarithm: Bool
  ) -> Operand? {
    if output.dtype.isHalf {
      return inFloats([gradient, output]) {
        softmaxBackward(gradient: $0[0], output: $0[1], axis: axis, isLogarithm: isLogarithm)
      }
    }
    guard let rows = Rows(output, axes: [axis]), gradient.isRowMajor else { return nil }
    let target = Operand(output.shape, output.dtype, of: self)
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (to, g, y) = (
        target.typed(T.self), gradient.typed(T.self), output.typed(T.self)
      )
      rows.shared { start, count in
        T.softmaxBackward(
          rows: count, columns: rows.length, gradient: g + start, output: y + start,
          isLogarithm: isLogarithm, into: to + start)
      }
    }
    run(rows.element)
    return target
  }

  package func standardize(_ x: Operand, axes: [Int], eps: Double) -> StandardizedOperands? {
    guard let rows = Rows(x, axes: axes) else {
      return standardizeChannels(x, axes: axes, eps: eps)
    }
    let made = StandardizedOperands(like: x, axes: axes, of: self)
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (from, to) = (x.typed(T.self), made.result.typed(T.self))
      nonisolated(unsafe) let (mean, variance, scale) = (
        made.mean.typed(T.self), made.variance.typed(T.self), made.scale.typed(T.self)
      )
      rows.shared { start, count in
        let first = start / rows.length
        T.standardize(
          rows: count, columns: rows.length, from + start, eps: eps, into: to + start,
          mean: mean + first, variance: variance + first, scale: scale + first)
      }
    }
    run(rows.element)
    return made
  }

  package func standardizeBackward(
    gradient: Operand, output: Operand, scale: Operand, axes: [Int]
  ) -> Operand? {
    guard let rows = Rows(output, axes: axes), gradient.isRowMajor, scale.isRowMajor else {
      return standardizeChannelsBackward(
        gradient: gradient, output: output, scale: scale, axes: axes)
    }
    let target = Operand(output.shape, output.dtype, of: self)
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (to, g, y, scales) = (
        target.typed(T.self), gradient.typed(T.self), output.typed(T.self), scale.typed(T.self)
      )
      rows.shared { start, count in
        T.standardizeBackward(
          rows: count, columns: rows.length, gradient: g + start, output: y + start,
          scale: scales + start / rows.length, into: to + start)
      }
    }
    run(rows.element)
    return target
  }
}

extension StandardizedOperands {
  /// Memory for what an operand becomes when it is standardized along some axes, uninitialized.
  init(like x: Operand, axes: [Int], of backend: CPUBackend) {
    var reduced = x.shape
    for axis in axes { reduced[axis] = 1 }
    func fresh(_ shape: Shape) -> Operand { Operand(shape, x.dtype, of: backend) }
    self.init(
      result: fresh(x.shape), mean: fresh(reduced), variance: fresh(reduced), scale: fresh(reduced))
  }
}

/// The rows that some axes of an operand make up: the last ones of row-major memory.
private struct Rows {
  let element: any CPUElement.Type
  let count: Int
  /// The elements of a row.
  let length: Int

  /// Nil where the axes are not the last, elements lie otherwise or have no kernels, or there are none.
  init?(_ x: Operand, axes: [Int]) {
    guard let element = x.dtype.kernelElement, let first = axes.min(), x.isRowMajor,
      axes.count == x.shape.count - first, x.shape.elementCount > 0
    else { return nil }
    self.element = element
    length = axes.reduce(1) { $0 * x.shape[$1] }
    count = x.shape.elementCount / length
  }

  /// Calls `body` with the first element of some rows and how many rows they are; threads share them.
  func shared(_ body: @Sendable (_ start: Int, _ count: Int) -> Void) {
    Threads.forEachBlock(of: count, size: max(1, CPUBackend.share / length)) {
      body($0.lowerBound * length, $0.count)
    }
  }
}
