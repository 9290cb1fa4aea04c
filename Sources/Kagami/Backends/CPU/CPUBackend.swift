package import KagamiKernels

/// OpenBLAS and SIMD loops for floats; loops of Swift for integers and truth values; what is rare takes the
/// reference's loops.
package struct CPUBackend: HostBackend {
  package init() {}

  /// Elements below which a loop is not worth sharing among threads, and the size of a share.
  static let share = 1 << 15

  let plain = ReferenceBackend()

  package func fill(_ target: Operand, with value: any TensorScalar) {
    guard let element = target.dtype.kernelElement else { return plain.fill(target, with: value) }
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let memory = target.typed(T.self)
      let value = T(converting: value)
      let nest = LoopNest(target.shape, target.strides)
      nest.shared { offsets, count in
        if nest.strides[0] == 1 || count == 1 {
          T.fill(count: count, value.asDouble, into: memory + offsets[0])
        } else {
          for i in 0..<count { memory[offsets[0] + i * nest.strides[0]] = value }
        }
      }
    }
    run(element)
  }

  package func unary(
    _ function: UnaryFunction, _ x: Operand, p: Double, q: Double, into target: Operand
  ) {
    guard let element = target.dtype.kernelElement else {
      if target.dtype.isHalf {
        return inFloats([x], into: target) { unary(function, $0[0], p: p, q: q, into: $1) }
      }
      return plain.unary(function, x, p: p, q: q, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (to, from) = (target.typed(T.self), x.typed(T.self))
      let nest = LoopNest(target.shape, target.strides, x.strides)
      nest.shared { offsets, count in
        T.unary(
          function, count: count, from + offsets[1], stride: nest.strides[1], p: p, q: q,
          into: to + offsets[0])
      }
    }
    run(element)
  }

  package func unaryBackward(
    _ function: UnaryFunction, gradient: Operand, saved: Operand, p: Double, q: Double,
    into target: Operand
  ) {
    guard let element = target.dtype.kernelElement else {
      if target.dtype.isHalf {
        return inFloats([gradient, saved], into: target) {
          unaryBackward(function, gradient: $0[0], saved: $0[1], p: p, q: q, into: $1)
        }
      }
      return plain.unaryBackward(
        function, gradient: gradient, saved: saved, p: p, q: q, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (to, g, read) = (
        target.typed(T.self), gradient.typed(T.self), saved.typed(T.self)
      )
      let nest = LoopNest(target.shape, target.strides, gradient.strides, saved.strides)
      nest.shared { offsets, count in
        T.unaryBackward(
          function, count: count, gradient: g + offsets[1], stride: nest.strides[1],
          saved: read + offsets[2], stride: nest.strides[2], p: p, q: q, into: to + offsets[0])
      }
    }
    run(element)
  }

  package func binary(
    _ function: BinaryFunction, _ a: Operand, _ b: Operand, p: Double, into target: Operand
  ) {
    guard let element = target.dtype.kernelElement else {
      if target.dtype.isHalf {
        inFloats([a, b], into: target) { binary(function, $0[0], $0[1], p: p, into: $1) }
      } else if !integerBinary(function, a, b, into: target) {
        plain.binary(function, a, b, p: p, into: target)
      }
      return
    }
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (to, left, right) = (
        target.typed(T.self), a.typed(T.self), b.typed(T.self)
      )
      let nest = LoopNest(target.shape, target.strides, a.strides, b.strides)
      nest.shared { offsets, count in
        T.binary(
          function, count: count, left + offsets[1], stride: nest.strides[1], right + offsets[2],
          stride: nest.strides[2], p: p, into: to + offsets[0])
      }
    }
    run(element)
  }

  package func compare(
    _ comparison: Comparison, _ a: Operand, _ b: Operand, into target: Operand
  ) {
    guard let element = a.dtype.kernelElement else {
      if a.dtype.isHalf {
        inFloats([a, b], into: target) { compare(comparison, $0[0], $0[1], into: $1) }
      } else if !integerCompare(comparison, a, b, into: target) {
        plain.compare(comparison, a, b, into: target)
      }
      return
    }
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (to, left, right) = (
        target.typed(UInt8.self), a.typed(T.self), b.typed(T.self)
      )
      let nest = LoopNest(target.shape, target.strides, a.strides, b.strides)
      nest.shared { offsets, count in
        T.compare(
          comparison, count: count, left + offsets[1], stride: nest.strides[1], right + offsets[2],
          stride: nest.strides[2], into: to + offsets[0])
      }
    }
    run(element)
  }

  package func select(_ condition: Operand, _ a: Operand, _ b: Operand, into target: Operand) {
    let size = target.dtype.byteCount
    nonisolated(unsafe) let (to, left, right, choice) = (
      target.pointer, a.pointer, b.pointer, condition.typed(UInt8.self)
    )
    let nest = LoopNest(target.shape, target.strides, condition.strides, a.strides, b.strides)
    nest.shared { offsets, count in
      Elements.select(
        byteCount: size, count: count, choice + offsets[1], stride: nest.strides[1],
        left + offsets[2] * size, stride: nest.strides[2],
        right + offsets[3] * size, stride: nest.strides[3], into: to + offsets[0] * size)
    }
  }
}

/// An element type that has vector kernels.
package protocol CPUElement: KernelElement, TensorElement {
  /// The sum of `x` over `axes`, where the target has extent 1; see ``StridedSum``.
  static func sum(_ x: Operand, axes: [Int], into target: Operand)

  /// The sum of the squares, if runs of neighbours are summed; false otherwise.
  static func sumOfSquares(_ x: Operand, axes: [Int], into target: Operand) -> Bool

  /// Calls a rule with a block of this type.
  static func apply(_ rule: any UpdateRule, to block: UpdateBlock<Self>)
}

extension Float: CPUElement {
  package static var kernelElement: (any CPUElement.Type)? { Float.self }
  package static func apply(_ rule: any UpdateRule, to block: UpdateBlock<Float>) {
    rule.update(block)
  }
}

extension Double: CPUElement {
  package static var kernelElement: (any CPUElement.Type)? { Double.self }
  package static func apply(_ rule: any UpdateRule, to block: UpdateBlock<Double>) {
    rule.update(block)
  }
}

extension DType {
  /// The element type that has vector kernels, or nil.
  var kernelElement: (any CPUElement.Type)? { element.kernelElement }
}

extension LoopNest {
  /// Walks runs as `forEachRun`, sharing large walks among threads in pieces of fixed size.
  ///
  /// Pieces write to different parts of operand 0.
  ///
  /// - Parameter share: Elements of a piece.
  func shared(share: Int = CPUBackend.share, _ body: @Sendable (Offsets, Int) -> Void) {
    sharedRows(share: share) { first, runs, count in
      for run in 0..<runs { body(first &+ rowStrides &* run, count) }
    }
  }

  /// The same by rows of runs, `rowStrides` apart.
  func sharedRows(
    share: Int = CPUBackend.share, _ body: @Sendable (_ first: Offsets, _ runs: Int, Int) -> Void
  ) {
    guard count > 0 else { return }
    let runs = runCount
    if runs * count <= share {
      forEachRow(in: 0..<runs) { body($0, $1, count) }
    } else if runs == 1 {
      Threads.forEachBlock(of: count, size: share) { body(strides &* $0.lowerBound, 1, $0.count) }
    } else {
      Threads.forEachBlock(of: runs, size: max(1, share / count)) { range in
        forEachRow(in: range) { body($0, $1, count) }
      }
    }
  }
}
