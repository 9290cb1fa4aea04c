internal import KagamiKernels

/// The memory of one or more tensors, made by their device.
///
/// `@unchecked Sendable`, with the lock of `Guarded` the only such types in the package: memory is written
/// either before anything else refers to the storage, or through a tensor that holds the only reference to it
/// (`Tensor.makeUnique` makes that so), hence never while another task reads it.
package final class Storage: @unchecked Sendable {
  package let byteCount: Int
  /// The address of host memory, which the storage owns; nil on devices of other memory.
  private let address: UnsafeMutableRawPointer?
  /// What a device of other memory keeps instead.
  package let handle: AnyObject?

  /// Uninitialised host memory.
  package init(hostBytes byteCount: Int) {
    (self.byteCount, handle) = (byteCount, nil)
    address = MemoryPool.allocate(byteCount)
  }

  /// Memory that only its device reads and writes; `handle` frees it when it is released.
  package init(byteCount: Int, handle: AnyObject) {
    (self.byteCount, self.handle, address) = (byteCount, handle, nil)
  }

  deinit {
    if let address { MemoryPool.free(address, byteCount) }
  }

  /// The address of host memory.
  ///
  /// - Precondition: the device's memory is the host's.
  var pointer: UnsafeMutableRawPointer {
    guard let address else {
      fatalError("Kagami: memory of a device was read as though it were the host's")
    }
    return address
  }
}
