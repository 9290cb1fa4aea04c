internal import CKernels
package import Synchronization

/// A value behind a lock, as in a `Mutex`, whose order ThreadSanitizer is given.
///
/// A `Mutex` on Linux waits in the kernel by itself, which the sanitizer does not record: it would report every
/// value behind one.
package struct Guarded<Value>: ~Copyable, @unchecked Sendable {
  @usableFromInline let mutex: Mutex<Value>

  /// A lock on `value`.
  @inlinable package init(_ value: consuming sending Value) { mutex = Mutex(value) }

  /// Runs `body` while no other thread does, with the value.
  @inlinable package borrowing func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    // The lock's own address: to take that of the value is an access to the sanitizer.
    let lock = withUnsafePointer(to: mutex) { UnsafeRawPointer($0) }
    return try mutex.withLock { (value: inout sending Value) throws(Failure) -> sending Result in
      kg_lock_taken(lock)
      defer { kg_lock_released(lock) }
      return try body(&value)
    }
  }
}
