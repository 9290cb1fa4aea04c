import Foundation
import Synchronization
import Testing

@testable import KagamiKernels

/// Every block is computed once, whatever the caller and the number of blocks.
@Suite struct WorkerPoolTests {
  private func counts(_ blocks: Int, _ threads: Int) -> [Int] {
    let seen = Guarded([Int](repeating: 0, count: blocks))
    WorkerPool.shared.run(blocks: blocks, threads: threads) { block in
      seen.withLock { $0[block] += 1 }
    }
    return seen.withLock { $0 }
  }

  @Test(arguments: [0, 1, 2, 3, 100], [1, 2, 5, 16]) func eachBlockOnce(blocks: Int, threads: Int) {
    for _ in 0..<50 { #expect(counts(blocks, threads) == [Int](repeating: 1, count: blocks)) }
  }

  /// A job inside a job is done on the thread that starts it.
  @Test func jobsInsideJobs() {
    let total = Atomic<Int>(0)
    WorkerPool.shared.run(blocks: 20, threads: 4) { _ in
      WorkerPool.shared.run(blocks: 30, threads: 4) { _ in
        total.add(1, ordering: .relaxed)
      }
    }
    #expect(total.load(ordering: .relaxed) == 600)
  }

  /// Callers on many threads, each of which must see all of its own job done on return.
  @Test func manyCallers() async {
    await withTaskGroup(of: Bool.self) { group in
      for caller in 0..<8 {
        group.addTask {
          (0..<300).allSatisfy { round in
            let sum = Atomic<Int>(0)
            WorkerPool.shared.run(blocks: 7, threads: 3) { block in
              sum.add(block * caller + round, ordering: .relaxed)
            }
            return sum.load(ordering: .relaxed) == 21 * caller + 7 * round
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  /// Beside threads that never rest a job still ends, and soon.
  @Test func amongBusyThreads() {
    let others = (0..<2 * Threads.processorCount).map { _ in
      Thread { while !StopSign.isUp.load(ordering: .relaxed) {} }
    }
    for other in others { other.start() }
    defer { StopSign.isUp.store(true, ordering: .relaxed) }
    let time = ContinuousClock().measure {
      for _ in 0..<200 { #expect(counts(8, 4).allSatisfy { $0 == 1 }) }
    }
    #expect(time < .seconds(30))
  }
}

/// What ends the busy threads of a test.
private enum StopSign {
  static let isUp = Atomic<Bool>(false)
}
