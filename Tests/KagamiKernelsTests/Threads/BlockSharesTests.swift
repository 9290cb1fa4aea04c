import Testing

@testable import KagamiKernels

/// Which blocks a thread is given, in which order.
@Suite struct BlockSharesTests {
  private func claims(_ shares: BlockShares, _ thread: Int, of threads: Int, job: UInt64) -> [Int] {
    var blocks: [Int] = []
    while let block = shares.claim(for: thread, of: threads, job: job) { blocks.append(block) }
    return blocks
  }

  /// A thread alone takes its own share forwards, then the others' backwards.
  @Test func ownBlocksFirst() {
    let shares = BlockShares()
    shares.deal(blocks: 7, to: 3, job: 1)
    #expect(claims(shares, 1, of: 3, job: 1) == [2, 3, 6, 5, 4, 1, 0])
  }

  @Test func takenBlocksAreGone() {
    let shares = BlockShares()
    shares.deal(blocks: 6, to: 2, job: 8)
    #expect(shares.claim(for: 1, of: 2, job: 8) == 3)
    #expect(shares.claim(for: 0, of: 2, job: 8) == 0)
    #expect(claims(shares, 0, of: 2, job: 8) == [1, 2, 5, 4])
    #expect(shares.claim(for: 1, of: 2, job: 8) == nil)
  }

  /// Every block once, for few and many threads.
  @Test(arguments: [1, 2, 5, 99, BlockShares.maximumBlocks], [1, 2, 3, 16])
  func everyBlockOnce(blocks: Int, threads: Int) {
    let shares = BlockShares()
    shares.deal(blocks: blocks, to: threads, job: 3)
    let found = claims(shares, threads - 1, of: threads, job: 3)
    #expect(found.count == blocks && Set(found) == Set(0..<blocks))
  }

  /// A thread that comes late, when the next job has begun, is given none of its blocks.
  @Test func lateForAJob() {
    let shares = BlockShares()
    shares.deal(blocks: 4, to: 2, job: 1)
    shares.deal(blocks: 4, to: 2, job: 2)
    #expect(shares.claim(for: 1, of: 2, job: 1) == nil)
    #expect(claims(shares, 1, of: 2, job: 2).count == 4)
  }

  /// Numbers of jobs beyond what a word holds.
  @Test func manyJobs() {
    let shares = BlockShares()
    let job: UInt64 = 1 << 24 + 5
    shares.deal(blocks: 4, to: 2, job: job)
    #expect(claims(shares, 0, of: 2, job: job) == [0, 1, 3, 2])
    #expect(shares.claim(for: 0, of: 2, job: job - 1) == nil)
  }
}
