internal import KagamiKernels

// Explicit access to elements from the host, wherever they are.
extension Tensor {
  /// Calls `body` with the elements in row-major order in host memory; a copy where they are elsewhere, or in
  /// another order.
  package func withHostBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    let operand = onHost.contiguousView.operand
    return try withExtendedLifetime(operand) {
      try body(UnsafeRawBufferPointer(start: operand.pointer, count: count * dtype.byteCount))
    }
  }

  /// Calls `body` with the elements as `Element`, the Swift type of the tensor's dtype.
  package func withHostElements<Element: TensorElement, R>(
    of _: Element.Type = Element.self, _ body: (UnsafeBufferPointer<Element>) throws -> R
  ) rethrows -> R {
    try withHostBytes { try body($0.assumingMemoryBound(to: Element.self)) }
  }

  /// A tensor whose elements `body` writes in host memory, in row-major order.
  package init(
    _ shape: Shape, dtype: DType, device: Device = .cpu,
    writing body: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    let host = Tensor(uninitialized: shape, dtype: dtype, device: .cpu)
    try withExtendedLifetime(host) {
      try body(
        UnsafeMutableRawBufferPointer(
          start: host.operand.pointer, count: host.count * dtype.byteCount))
    }
    self = host.moved(to: device)
  }

  /// A tensor whose elements `body` writes as `Element`, in host memory and row-major order.
  package init<Element: TensorElement>(
    _ shape: Shape, device: Device = .cpu, of _: Element.Type = Element.self,
    writing body: (UnsafeMutableBufferPointer<Element>) throws -> Void
  ) rethrows {
    try self.init(shape, dtype: Element.dtype, device: device) {
      try body($0.assumingMemoryBound(to: Element.self))
    }
  }

  /// The same elements in host memory, without history.
  var onHost: Tensor { device.backend.isHost ? withoutHistory : moved(to: .cpu) }

  /// The same elements on another device, without history.
  func moved(to device: Device) -> Tensor {
    if device == self.device { return withoutHistory }
    let (from, to) = (self.device.backend, device.backend)
    let result = Tensor(uninitialized: shape, dtype: dtype, device: device)
    if from.isHost, to.isHost {
      to.copy(operand, into: result.operand)
      return result
    }
    // By way of the host, in row-major order.
    let source = contiguousView.operand
    if from.isHost {
      to.write(source.hostBytes, to: result.operand)
    } else if to.isHost {
      from.read(source, into: result.operand.hostBytes)
    } else {
      return onHost.moved(to: device)
    }
    return result
  }
}

extension Operand {
  /// The bytes of row-major host memory; valid while the operand lives.
  package var hostBytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: pointer, count: shape.elementCount * dtype.byteCount)
  }
}
