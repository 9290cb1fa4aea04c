internal import KagamiKernels

extension CPUBackend {
  package func copy(_ source: Operand, into target: Operand) {
    if source.dtype == target.dtype {
      // As bits of their size.
      switch target.dtype.byteCount {
      case 4: return move(source, into: target, as: Float.self)
      case 8: return move(source, into: target, as: Double.self)
      default: break
      }
    }
    nonisolated(unsafe) let (to, from) = (target.pointer, source.pointer)
    let (wide, narrow) = (target.dtype.byteCount, source.dtype.byteCount)
    let (type, sourceType) = (target.dtype.stored, source.dtype.stored)
    let nest = LoopNest(target.shape, target.strides, source.strides)
    nest.shared { offsets, count in
      Elements.convert(
        count: count, from + offsets[1] * narrow, of: sourceType, stride: nest.strides[1],
        into: to + offsets[0] * wide, of: type, stride: nest.strides[0])
    }
  }

  private func move<T: KernelElement>(_ source: Operand, into target: Operand, as _: T.Type) {
    nonisolated(unsafe) let (to, from) = (target.typed(T.self), source.typed(T.self))
    let nest = LoopNest(target.shape, target.strides, source.strides)
    nest.sharedRows { offsets, runs, count in
      T.copy(
        rows: runs, count: count, from + offsets[1], leading: nest.rowStrides[1],
        stride: nest.strides[1], into: to + offsets[0], leading: nest.rowStrides[0],
        stride: nest.strides[0])
    }
  }
}

extension DType {
  /// The type as kernels name it.
  var stored: StoredType {
    switch self {
    case .bool: .bool
    case .uint8: .uint8
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .float32: .float32
    case .float64: .float64
    }
  }
}
