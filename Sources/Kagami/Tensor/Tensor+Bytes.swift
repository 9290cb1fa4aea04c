extension Tensor {
  /// A tensor from its elements' bytes: little-endian, row-major.
  ///
  /// Truth values are 0 or not.
  /// - Precondition: there are as many bytes as elements need.
  package init(bytes: ArraySlice<UInt8>, shape: Shape, dtype: DType) {
    self.init(uninitialized: shape, dtype: dtype, device: .cpu)
    precondition(bytes.count == shape.elementCount * dtype.byteCount, "wrong number of bytes")
    withOperand { operand in
      operand.pointer.withMemoryRebound(to: UInt8.self, capacity: bytes.count) { target in
        for (index, byte) in bytes.enumerated() {
          target[index] = dtype == .bool ? (byte == 0 ? 0 : 1) : byte
        }
      }
    }
  }

  /// The elements' bytes: little-endian, row-major.
  package var bytes: [UInt8] {
    contiguousView.withOperand { operand in
      Array(UnsafeRawBufferPointer(start: operand.pointer, count: count * dtype.byteCount))
    }
  }
}
