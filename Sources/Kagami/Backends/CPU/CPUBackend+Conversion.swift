internal import KagamiKernels

// Elements of one type from those of another, for pairs that have no loop of their own: a piece at a time by
// way of Double or Int64, which hold every fraction or every integer exactly.
extension CPUBackend {
  /// Elements of a piece: 4 KiB of them stay in the first cache.
  private static let piece = 512

  func convertInPieces(_ source: Operand, into target: Operand) {
    let nest = LoopNest(target.shape, target.strides, source.strides)
    nest.shared { offsets, count in
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: Self.piece) { buffer in
        guard let wholes = buffer.baseAddress else { return }
        for start in stride(from: 0, to: count, by: Self.piece) {
          let length = min(Self.piece, count - start)
          let from = (offsets[1] + start * nest.strides[1], nest.strides[1])
          let to = (offsets[0] + start * nest.strides[0], nest.strides[0])
          if source.dtype.isFloatingPoint {
            // The same memory holds fractions.
            wholes.withMemoryRebound(to: Double.self, capacity: Self.piece) { fractions in
              load(source, from, length, into: fractions)
              store(fractions, length, into: target, to)
            }
          } else {
            load(source, from, length, into: wholes)
            store(wholes, length, into: target, to)
          }
        }
      }
    }
  }

  private typealias Run = (offset: Int, stride: Int)

  @inline(__always)
  private func move<S, T>(
    _ from: UnsafePointer<S>, _ step: Int, _ count: Int, into to: UnsafeMutablePointer<T>,
    _ stride: Int, _ convert: (S) -> T
  ) {
    if step == 1, stride == 1 {
      for i in 0..<count { to[i] = convert(from[i]) }
    } else {
      for i in 0..<count { to[i * stride] = convert(from[i * step]) }
    }
  }

  private func load(
    _ x: Operand, _ run: Run, _ count: Int, into to: UnsafeMutablePointer<Double>
  ) {
    switch x.dtype {
    case .float32:
      move(x.typed(Float.self) + run.offset, run.stride, count, into: to, 1) { Double($0) }
    case .bfloat16:
      move(x.typed(BFloat16.self) + run.offset, run.stride, count, into: to, 1) { $0.asDouble }
    default: move(x.typed(Double.self) + run.offset, run.stride, count, into: to, 1) { $0 }
    }
  }

  private func load(
    _ x: Operand, _ run: Run, _ count: Int, into to: UnsafeMutablePointer<Int64>
  ) {
    switch x.dtype {
    case .int32:
      move(x.typed(Int32.self) + run.offset, run.stride, count, into: to, 1) { Int64($0) }
    case .uint8:
      move(x.typed(UInt8.self) + run.offset, run.stride, count, into: to, 1) { Int64($0) }
    case .bool:
      move(x.typed(UInt8.self) + run.offset, run.stride, count, into: to, 1) { $0 == 0 ? 0 : 1 }
    default: move(x.typed(Int64.self) + run.offset, run.stride, count, into: to, 1) { $0 }
    }
  }

  @inline(__always)
  private func store<S: TensorElement>(
    _ from: UnsafeMutablePointer<S>, _ count: Int, into y: Operand, _ run: Run
  ) {
    func each<T: TensorElement>(_: T.Type) {
      move(from, 1, count, into: y.typed(T.self) + run.offset, run.stride) { T(converting: $0) }
    }
    switch y.dtype {
    case .float32: each(Float.self)
    case .float64: each(Double.self)
    case .bfloat16: each(BFloat16.self)
    case .int64: each(Int64.self)
    case .int32: each(Int32.self)
    case .uint8: each(UInt8.self)
    case .bool: each(Bool.self)
    }
  }
}
