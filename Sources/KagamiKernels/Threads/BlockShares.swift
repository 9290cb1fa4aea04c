internal import Synchronization

/// The blocks of a job that no thread works on yet: an equal share for each thread.
///
/// A thread claims its own share from the front and then, from the back, what is left of the others'. So from job
/// to job it comes back to the same part of memory, which may still be in a cache of its own. On a virtual machine
/// whose two processors at times seem to share no third-level cache, blocks that went to whichever thread came first
/// took twice the time then, in elementwise operations on a million numbers; at other times as much.
struct BlockShares: Sendable {
  /// The share of one thread in one word, so that a block can be claimed only while its job is the current one.
  private struct Share {
    static let fieldBits: UInt64 = 20
    static let fieldMask: UInt64 = 1 << fieldBits - 1
    static let jobMask: UInt64 = 1 << (64 - 2 * fieldBits) - 1

    let bits: UInt64

    init(bits: UInt64) { self.bits = bits }

    init(job: UInt64, _ blocks: Range<Int>) {
      bits =
        job << (2 * Self.fieldBits) | UInt64(blocks.upperBound) << Self.fieldBits
        | UInt64(blocks.lowerBound)
    }

    /// The last bits of the job's number.
    var job: UInt64 { bits >> (2 * Self.fieldBits) }
    var first: UInt64 { bits & Self.fieldMask }
    var end: UInt64 { bits >> Self.fieldBits & Self.fieldMask }
    var withoutFirst: Share { Share(bits: bits + 1) }
    var withoutLast: Share { Share(bits: bits - 1 << Self.fieldBits) }
  }

  /// The most blocks of a job.
  static let maximumBlocks = Int(Share.fieldMask)
  /// The most threads that have shares.
  static let maximumThreads = 256
  /// Each word has a line of the cache to itself.
  private static let spacing = 8

  // Never freed: threads look here as long as the process runs.
  nonisolated(unsafe) private let words: UnsafeMutablePointer<Atomic<UInt64>>

  init() {
    let count = Self.maximumThreads * Self.spacing
    words = .allocate(capacity: count)
    for index in 0..<count { (words + index).initialize(to: Atomic(0)) }
  }

  /// Gives each thread its share of a new job's blocks.
  func deal(blocks: Int, to threads: Int, job: UInt64) {
    for thread in 0..<threads {
      let share = Share(
        job: job & Share.jobMask, blocks * thread / threads..<blocks * (thread + 1) / threads)
      words[thread * Self.spacing].store(share.bits, ordering: .releasing)
    }
  }

  /// Claims a block of `job` for a thread; nil if none is left or the job is over.
  func claim(for thread: Int, of threads: Int, job: UInt64) -> Int? {
    for distance in 0..<threads {
      let owner = (thread + distance) % threads
      if let block = claim(from: owner, atFront: distance == 0, job: job) { return block }
    }
    return nil
  }

  private func claim(from owner: Int, atFront: Bool, job: UInt64) -> Int? {
    let index = owner * Self.spacing
    var share = Share(bits: words[index].load(ordering: .acquiring))
    while share.job == job & Share.jobMask, share.first < share.end {
      let rest = atFront ? share.withoutFirst : share.withoutLast
      let (exchanged, found) = words[index].weakCompareExchange(
        expected: share.bits, desired: rest.bits, ordering: .acquiringAndReleasing)
      if exchanged { return Int(atFront ? share.first : share.end - 1) }
      share = Share(bits: found)
    }
    return nil
  }
}
