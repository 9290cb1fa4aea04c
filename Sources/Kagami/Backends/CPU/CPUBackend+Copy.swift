internal import KagamiKernels

extension CPUBackend {
  package func copy(_ source: Operand, into target: Operand) {
    if source.dtype == target.dtype { return move(source, into: target) }
    switch (source.dtype, target.dtype) {
    // Loops that the compiler makes for these pairs; others take the generic one.
    case (.uint8, .float32): convert(source, into: target) { (x: UInt8) in Float(x) }
    case (.uint8, .float64): convert(source, into: target) { (x: UInt8) in Double(x) }
    case (.bool, .float32): convert(source, into: target) { (x: Bool) in x ? 1 as Float : 0 }
    case (.float32, .bool): convert(source, into: target) { (x: Float) in x != 0 }
    case (.float64, .bool): convert(source, into: target) { (x: Double) in x != 0 }
    case (.int64, .float32): convert(source, into: target) { (x: Int64) in Float(x) }
    case (.float32, .float64): convert(source, into: target) { (x: Float) in Double(x) }
    case (.float64, .float32): convert(source, into: target) { (x: Double) in Float(x) }
    case (.bfloat16, .float32): convert(source, into: target) { (x: BFloat16) in x.float }
    case (.float32, .bfloat16): convert(source, into: target) { (x: Float) in BFloat16(x) }
    default: convertInPieces(source, into: target)
    }
  }

  /// Elements of the same type, as bits of their size.
  private func move(_ source: Operand, into target: Operand) {
    switch target.dtype.byteCount {
    case 4: move(source, into: target, as: Float.self)
    case 8: move(source, into: target, as: Double.self)
    case 2: convert(source, into: target) { (x: UInt16) in x }
    default: convert(source, into: target) { (x: UInt8) in x }
    }
  }

  private func move<T: KernelElement>(_ source: Operand, into target: Operand, as _: T.Type) {
    nonisolated(unsafe) let (to, from) = (target.typed(T.self), source.typed(T.self))
    if target.shape.count == 2, source.strides[0] == 1, source.strides[1] >= source.shape[0],
      target.strides[1] == 1, target.strides[0] == target.shape[1]
    {
      // Tiled: neither side is then walked across its rows. Blocks are columns of the source, rows of the
      // target.
      let (rows, leading) = (source.shape[1], source.strides[1])
      Threads.forEachBlock(of: source.shape[0], size: max(16, Self.share / max(rows, 1) / 16 * 16))
      {
        T.transpose(
          rows: rows, columns: $0.count, from + $0.lowerBound, leading: leading,
          into: to + $0.lowerBound * rows)
      }
      return
    }
    let nest = LoopNest(target.shape, target.strides, source.strides)
    nest.shared { offsets, count in
      T.copy(
        count: count, from + offsets[1], stride: nest.strides[1], into: to + offsets[0],
        stride: nest.strides[0])
    }
  }

  @inline(__always)
  private func convert<S, T>(
    _ source: Operand, into target: Operand, _ convert: @Sendable (S) -> T
  ) {
    nonisolated(unsafe) let (to, from) = (target.typed(T.self), source.typed(S.self))
    let nest = LoopNest(target.shape, target.strides, source.strides)
    nest.shared { offsets, count in
      let (to, from) = (to + offsets[0], from + offsets[1])
      if nest.strides[0] == 1, nest.strides[1] == 1 {
        for i in 0..<count { to[i] = convert(from[i]) }
      } else {
        for i in 0..<count { to[i * nest.strides[0]] = convert(from[i * nest.strides[1]]) }
      }
    }
  }
}
