extension Tensor {
  /// A tensor from its elements' bytes: little-endian, row-major.
  ///
  /// Truth values are 0 or not.
  /// - Precondition: there are as many bytes as elements need.
  package init(bytes: ArraySlice<UInt8>, shape: Shape, dtype: DType) {
    precondition(bytes.count == shape.elementCount * dtype.byteCount, "wrong number of bytes")
    self.init(shape, dtype: dtype) { memory in
      memory.copyBytes(from: bytes)
      guard dtype == .bool else { return }
      for index in memory.indices where memory[index] != 0 { memory[index] = 1 }
    }
  }

  /// The elements' bytes: little-endian, row-major.
  package var bytes: [UInt8] { withHostBytes { Array($0) } }
}
