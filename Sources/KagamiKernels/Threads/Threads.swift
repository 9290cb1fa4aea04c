internal import CKernels
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

  /// Processors that the process may use: those that `taskset` or a container leave to it, or else all
  /// that are on line.
  package static let processorCount: Int = {
    let usable = Int(kg_usable_processors())
    return usable > 0 ? usable : onlineCount
  }()

  /// Processors that are on line, those that this process may not use included.
  package static var onlineCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Whether ``setCount(_:)`` was called.
  package static var isCountSet: Bool { chosen.load(ordering: .relaxed) > 0 }

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

  /// Calls `body` once for each block of at most `size` of the indices `0..<extent`, in any order,
  /// perhaps several at a time.
  ///
  /// - Parameter flushing: Whether subnormal numbers count as zero in `body`.
  package static func forEachBlock(
    of extent: Int, size: Int, flushing: Bool = false, _ body: @Sendable (Range<Int>) -> Void
  ) {
    // Callers take the size from the extent, which then both are 0.
    guard extent > 0 else { return }
    let blocks = (extent + size - 1) / size
    let workers = min(count, blocks)
    func run(_ block: Int) {
      let range = block * size..<min(extent, (block + 1) * size)
      if flushing { Subnormals.flushed { body(range) } } else { body(range) }
    }
    WorkerPool.shared.run(blocks: blocks, threads: workers, run)
  }

  /// Calls `body` once for each block of at most `size` of the indices of each of several extents.
  ///
  /// All are shared out together; `body` is given the extent's position and the range. Subnormal
  /// numbers count as zero in it.
  package static func forEachBlock(
    ofEach extents: [Int], size: Int, _ body: @Sendable (Int, Range<Int>) -> Void
  ) {
    // Where each extent's blocks begin among all.
    var starts = [0]
    for extent in extents { starts.append(starts[starts.count - 1] + (extent + size - 1) / size) }
    let firsts = starts
    forEachBlock(of: firsts[extents.count], size: 1, flushing: true) { block in
      var index = 0
      while firsts[index + 1] <= block.lowerBound { index += 1 }
      let start = (block.lowerBound - firsts[index]) * size
      body(index, start..<min(extents[index], start + size))
    }
  }

  /// Calls `body` once for each block of a grid, columns running fastest.
  package static func forEachBlock(
    ofRows rows: Int, size height: Int, columns: Int, size width: Int, flushing: Bool,
    _ body: @Sendable (_ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    guard rows > 0, columns > 0 else { return }
    let across = (columns + width - 1) / width
    let blocks = (rows + height - 1) / height * across
    forEachBlock(of: blocks, size: 1, flushing: flushing) { index in
      let (row, column) = (index.lowerBound / across * height, index.lowerBound % across * width)
      body(row..<min(rows, row + height), column..<min(columns, column + width))
    }
  }
}
