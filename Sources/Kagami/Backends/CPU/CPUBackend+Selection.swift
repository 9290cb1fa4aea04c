internal import KagamiKernels

extension CPUBackend {
  package func gather(_ x: Operand, index: Operand, into target: Operand) {
    guard target.isRowMajor else { return plain.gather(x, index: index, into: target) }
    withRowMajor(x) { x in
      // Rows of one number each are moved in registers.
      switch x.rowByteCount {
      case 4: gatherNumbers(x, index: index, into: target, as: UInt32.self)
      case 8: gatherNumbers(x, index: index, into: target, as: UInt64.self)
      case let row:
        nonisolated(unsafe) let (to, from) = (target.pointer, x.pointer)
        let (indices, share) = (Indices(index), max(1, Self.share * 4 / max(row, 1)))
        Threads.forEachBlock(of: index.shape[0], size: share) {
          for position in $0 {
            (to + position * row).copyMemory(from: from + indices[position] * row, byteCount: row)
          }
        }
      }
    }
  }

  private func gatherNumbers<Bits>(
    _ x: Operand, index: Operand, into target: Operand, as _: Bits.Type
  ) {
    nonisolated(unsafe) let (to, from) = (target.typed(Bits.self), x.typed(Bits.self))
    let indices = Indices(index)
    Threads.forEachBlock(of: index.shape[0], size: Self.share) {
      for position in $0 { to[position] = from[indices[position]] }
    }
  }

  package func take(_ x: Operand, index: Operand, axis: Int) -> Operand? {
    let target = Operand(index.shape, x.dtype, of: self)
    let (size, extent, far) = (x.dtype.byteCount, x.shape[axis], x.strides[axis])
    var strides = x.strides
    strides[axis] = 0
    nonisolated(unsafe) let (to, from) = (target.pointer, x.pointer)
    nonisolated(unsafe) let positions = index.typed(Int64.self)
    let nest = LoopNest(target.shape, target.strides, index.strides, strides)
    let isOutside = Guarded(false)
    nest.shared { offsets, count in
      let isInside = Elements.take(
        byteCount: size, count: count, index: positions + offsets[1], stride: nest.strides[1],
        extent: extent, from + offsets[2] * size, near: nest.strides[2], far: far,
        into: to + offsets[0] * size)
      if !isInside { isOutside.withLock { $0 = true } }
    }
    return isOutside.withLock { $0 } ? nil : target
  }

  package func scatter(_ x: Operand, index: Operand, into target: Operand) {
    guard target.isRowMajor else { return plain.scatter(x, index: index, into: target) }
    withRowMajor(x) { x in
      let row = x.rowByteCount
      forEachIndex(of: index) { position, slot in
        (target.pointer + slot * row).copyMemory(from: x.pointer + position * row, byteCount: row)
      }
    }
  }

  package func scatterAdd(_ x: Operand, index: Operand, into target: Operand) {
    guard let element = target.dtype.kernelElement, target.isRowMajor else {
      return plain.scatterAdd(x, index: index, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      withRowMajor(x) { x in
        let (to, from) = (target.typed(T.self), x.typed(T.self))
        let row = x.shape.elementCount / max(x.shape[0], 1)
        if row == 1 {
          forEachIndex(of: index) { to[$1] += from[$0] }
        } else {
          forEachIndex(of: index) { position, slot in
            T.accumulate(count: row, from + position * row, into: to + slot * row)
          }
        }
      }
    }
    run(element)
  }

  /// Calls `body` with each position of the index and the slice that it names, in order.
  @inline(__always)
  private func forEachIndex(of index: Operand, _ body: (_ position: Int, _ slot: Int) -> Void) {
    let indices = Indices(index)
    for position in 0..<index.shape[0] { body(position, indices[position]) }
  }

  /// Calls `body` with the operand if it lies in row-major order, or with a copy that does.
  func withRowMajor(_ x: Operand, _ body: (Operand) -> Void) {
    if x.isRowMajor { return body(x) }
    let copy = Operand(x.shape, x.dtype, of: self)
    self.copy(x, into: copy)
    // Pointers into the copy do not keep it.
    withExtendedLifetime(copy) { body(copy) }
  }
}

/// The slices that an index names.
private struct Indices: @unchecked Sendable {
  let memory: UnsafePointer<Int64>
  let stride: Int

  init(_ index: Operand) {
    (memory, stride) = (UnsafePointer(index.typed(Int64.self)), index.strides[0])
  }

  subscript(position: Int) -> Int { Int(memory[position * stride]) }
}

extension Operand {
  /// The bytes of one slice along the first axis of row-major memory.
  fileprivate var rowByteCount: Int {
    shape.elementCount / max(shape[0], 1) * dtype.byteCount
  }

  /// Whether elements lie in row-major order without gaps.
  var isRowMajor: Bool { shape.isRowMajor(strides) }
}
