import KagamiKernels

/// The memory of one or more tensors.
///
/// `@unchecked Sendable`, the only one in the package: memory is written either before anything
/// else can see the storage, or through a tensor that holds the only reference to it
/// (`Tensor.withMutableOperand` makes that so), hence never while another task reads it.
final class Storage: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer
  let byteCount: Int

  /// Uninitialised memory.
  init(byteCount: Int) {
    self.byteCount = byteCount
    pointer = MemoryPool.allocate(byteCount)
  }

  deinit { MemoryPool.free(pointer, byteCount) }
}
