internal import CKernels
internal import Synchronization

/// Memory for tensors: 64-byte aligned buffers that are kept when freed and used again.
///
/// A training loop allocates the same sizes step after step; once there is a buffer of each, no step
/// takes memory from the system.
package enum MemoryPool {
  /// What the pool has done since the process began.
  package struct Statistics: Sendable {
    /// Buffers taken from the system.
    package var allocations = 0
    /// Buffers in use now.
    package var live = 0
    /// Bytes of freed buffers kept for reuse.
    package var keptBytes = 0
  }

  private struct State {
    /// Freed buffers by the size class of their capacity, as addresses: pointers may not cross a lock.
    var free = [[Int]](repeating: [], count: 4 * Int.bitWidth)
    var statistics = Statistics()
  }

  private static let state = Guarded(State())
  /// Whether AddressSanitizer checks the borders of each buffer.
  private static let isChecked = kg_addresses_are_watched != 0

  /// Freed memory above this goes back to the system.
  private static let limit = 1 << 30
  private static let alignment = 64

  /// What the pool has done so far.
  package static var statistics: Statistics { state.withLock { $0.statistics } }

  /// The capacity that serves `byteCount`, a quarter step between powers of two and at least 64 bytes,
  /// and its position among all there are.
  static func sizeClass(for byteCount: Int) -> (capacity: Int, index: Int) {
    guard byteCount > alignment else { return (alignment, 0) }
    let exponent = Int.bitWidth - 1 - (byteCount - 1).leadingZeroBitCount
    let (power, step) = (1 << exponent, max(alignment, 1 << exponent / 4))
    let steps = (byteCount - power + step - 1) / step
    return (power + steps * step, 4 * exponent + steps - 1)
  }

  /// A buffer of at least `byteCount` bytes, uninitialised.
  package static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
    if isChecked { return checkedBuffer(byteCount) }
    let (capacity, index) = sizeClass(for: byteCount)
    let kept = state.withLock { state -> Int? in
      state.statistics.live += 1
      if let address = state.free[index].popLast() {
        state.statistics.keptBytes -= capacity
        return address
      }
      state.statistics.allocations += 1
      return nil
    }
    if let kept, let pointer = UnsafeMutableRawPointer(bitPattern: kept) { return pointer }
    return newBuffer(capacity)
  }

  /// Takes back a buffer that `allocate(byteCount)` gave.
  package static func free(_ pointer: UnsafeMutableRawPointer, _ byteCount: Int) {
    if isChecked { return disposeOfChecked(pointer) }
    let (capacity, index) = sizeClass(for: byteCount)
    let address = Int(bitPattern: pointer)
    let isKept = state.withLock { state in
      state.statistics.live -= 1
      guard state.statistics.keptBytes + capacity <= limit else { return false }
      state.free[index].append(address)
      state.statistics.keptBytes += capacity
      return true
    }
    if !isKept { dispose(of: pointer, capacity) }
  }

  /// The size and the alignment of a large page.
  private static let page = 1 << 21
  private static let largeBuffers = Atomic<Int>(0)

  /// Memory from the system, in large pages where half of one is needed.
  ///
  /// An optimizer that walks along a weight and its moments then takes less time: a whole training step
  /// of one sample some 5 %.
  private static func newBuffer(_ capacity: Int) -> UnsafeMutableRawPointer {
    guard capacity >= page / 2 else {
      return .allocate(byteCount: capacity, alignment: alignment)
    }
    // Tensors of one shape that are walked together would otherwise lie at the same places of their
    // pages, and push each other out of the caches. An odd number of lines keeps them apart.
    let turn = largeBuffers.add(1, ordering: .relaxed).oldValue % 64
    let shift = turn * 17 * alignment
    let size = shift + capacity
    // The last page is filled up if at least half of it is used.
    let whole = (size + page / 2) / page * page
    let start = UnsafeMutableRawPointer.allocate(byteCount: max(size, whole), alignment: page)
    kg_prefer_large_pages(start, whole)
    return start + shift
  }

  private static func dispose(of pointer: UnsafeMutableRawPointer, _ capacity: Int) {
    // A large buffer begins within the first page of its memory.
    let start = capacity < page / 2 ? 0 : Int(bitPattern: pointer) % page
    (pointer - start).deallocate()
  }

  /// A buffer of exactly `byteCount` bytes, so that a sanitizer reports accesses beyond.
  private static func checkedBuffer(_ byteCount: Int) -> UnsafeMutableRawPointer {
    state.withLock { state in
      state.statistics.live += 1
      state.statistics.allocations += 1
    }
    return .allocate(byteCount: byteCount, alignment: alignment)
  }

  private static func disposeOfChecked(_ pointer: UnsafeMutableRawPointer) {
    state.withLock { $0.statistics.live -= 1 }
    pointer.deallocate()
  }

  /// Runs `body` with a buffer of `count` elements, uninitialised.
  static func withBuffer<Element: BitwiseCopyable>(
    of _: Element.Type, count: Int, _ body: (UnsafeMutablePointer<Element>) -> Void
  ) {
    let byteCount = count * MemoryLayout<Element>.stride
    let buffer = allocate(byteCount)
    body(buffer.bindMemory(to: Element.self, capacity: count))
    free(buffer, byteCount)
  }
}
