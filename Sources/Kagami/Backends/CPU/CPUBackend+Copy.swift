internal import KagamiKernels

extension CPUBackend {
  package func copy(_ source: Operand, into target: Operand) {
    if source.dtype == .uint8, target.dtype == .float32 || target.dtype == .float64 {
      return copyPixels(source, into: target)
    }
    guard source.dtype == target.dtype, let element = target.dtype.kernelElement else {
      return plain.copy(source, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (to, from) = (target.typed(T.self), source.typed(T.self))
      if target.shape.count == 2, source.strides[0] == 1, source.strides[1] >= source.shape[0],
        target.strides[1] == 1, target.strides[0] == target.shape[1]
      {
        // Tiled: neither side is then walked across its rows.
        T.transpose(
          rows: source.shape[1], columns: source.shape[0], from, leading: source.strides[1],
          into: to)
        return
      }
      let nest = LoopNest(target.shape, target.strides, source.strides)
      nest.shared { offsets, count in
        T.copy(
          count: count, from + offsets[1], stride: nest.strides[1], into: to + offsets[0],
          stride: nest.strides[0])
      }
    }
    run(element)
  }

  /// Bytes to floats, a plain loop that the generic one would run through existentials.
  private func copyPixels(_ source: Operand, into target: Operand) {
    func run<T: CPUElement>(_: T.Type) {
      let (to, from) = (target.typed(T.self), source.typed(UInt8.self))
      let nest = LoopNest(target.shape, target.strides, source.strides)
      nest.forEachRun { offsets in
        for i in 0..<nest.count {
          to[offsets[0] + i * nest.strides[0]] = T(from[offsets[1] + i * nest.strides[1]])
        }
      }
    }
    if target.dtype == .float32 { run(Float.self) } else { run(Double.self) }
  }
}
