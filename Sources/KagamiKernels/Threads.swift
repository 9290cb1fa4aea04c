internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Shares blocks of work among threads.
///
/// The borders of the blocks are the caller's and do not depend on how many threads there are, so
/// results are the same bits for any number.
package enum Threads {
  private static let chosen = Atomic<Int>(0)

  /// Processors on line.
  package static let processorCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// Threads that work is shared among; the number of processors unless set.
  package static var count: Int {
    let count = chosen.load(ordering: .relaxed)
    return count > 0 ? count : processorCount
  }

  /// Sets the number of threads, for the whole process.
  /// - Precondition: `count` is positive.
  package static func setCount(_ count: Int) {
    precondition(count > 0, "the number of threads must be positive")
    chosen.store(count, ordering: .relaxed)
  }

  /// Calls `body` once for each block of at most `size` of the indices `0..<extent`, in any order.
  package static func forEachBlock(
    of extent: Int, size: Int, _ body: @Sendable (Range<Int>) -> Void
  ) {
    let blocks = (extent + size - 1) / size
    let workers = min(count, blocks)
    @Sendable func run(_ block: Int) {
      body(block * size..<min(extent, (block + 1) * size))
    }
    guard workers > 1 else {
      for block in 0..<blocks { run(block) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let block = next.add(1, ordering: .relaxed).oldValue
        guard block < blocks else { return }
        run(block)
      }
    }
  }
}
