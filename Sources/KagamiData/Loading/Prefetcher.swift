/// Batches that threads prepare ahead of the loop that takes them, in the loop's order.
///
/// Its threads end with it: they do not own it, and its `deinit` waits for what they are at.
final class Prefetcher<Batch> {
  private let queue: BatchQueue<Batch>
  private var threads: [WorkerThread] = []

  /// Starts the threads.
  ///
  /// - Parameters:
  ///   - workers: How many; fewer where the system has no more.
  ///   - prepare: What they do for a batch of indices.
  init(workers: Int, prepare: @escaping @Sendable ([Int]) -> Prepared<Batch>) {
    let queue = BatchQueue<Batch>()
    self.queue = queue
    for _ in 0..<workers {
      guard let thread = WorkerThread({ queue.work(prepare) }) else { break }
      threads.append(thread)
    }
  }

  deinit {
    queue.close()
    for thread in threads { thread.join() }
  }

  /// Whether there is a thread at all.
  var isRunning: Bool { !threads.isEmpty }

  /// Batches that were asked for and not yet taken.
  private(set) var outstanding = 0

  /// Has a batch prepared.
  func request(_ indices: [Int]) {
    outstanding += 1
    queue.request(indices)
  }

  /// The first batch that was asked for and not yet taken; waits for it.
  func take() -> Prepared<Batch> {
    outstanding -= 1
    return queue.take()
  }
}
