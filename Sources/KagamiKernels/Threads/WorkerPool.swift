internal import CKernels
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Threads that help a caller through the blocks of one job at a time.
///
/// The caller works too, and threads that are done with their shares take from the others', so a job is
/// never slower for a helper that comes late. A second job that starts meanwhile is done by its caller
/// alone. Helpers spin for a tenth of a millisecond until the next job, then sleep.
final class WorkerPool: Sendable {
  static let shared = WorkerPool()

  private typealias Body = (Int) -> Void

  /// The number of the current job.
  private let job = Atomic<UInt64>(0)
  private let shares = BlockShares()
  /// The address of the current job's body.
  private let body = Atomic<UInt>(0)
  private let unfinished = Atomic<Int>(0)
  /// Helpers that may join the current job.
  private let helperLimit = Atomic<Int>(0)
  private let isBusy = Atomic<Bool>(false)
  private let sleepers = Atomic<Int>(0)
  private let isCallerAsleep = Atomic<Bool>(false)
  private let helperCount = Guarded<Int>(0)

  // Never freed: helpers run as long as the process.
  nonisolated(unsafe) private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  nonisolated(unsafe) private let work = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  nonisolated(unsafe) private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  private init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(work, nil)
    pthread_cond_init(done, nil)
  }

  /// Calls `body` with each of `0..<blocks` once, on up to `threads` threads.
  func run(blocks: Int, threads: Int, _ body: (Int) -> Void) {
    let threads = min(threads, BlockShares.maximumThreads)
    guard threads > 1, blocks > 1, blocks <= BlockShares.maximumBlocks,
      isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for block in 0..<blocks { body(block) }
      return
    }
    startHelpers(upTo: threads - 1)
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { pointer in
        self.body.store(UInt(bitPattern: pointer), ordering: .relaxed)
        unfinished.store(blocks, ordering: .relaxed)
        helperLimit.store(threads - 1, ordering: .relaxed)
        let job = job.load(ordering: .relaxed) &+ 1
        shares.deal(blocks: blocks, to: threads, job: job)
        self.job.store(job, ordering: .sequentiallyConsistent)
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
          pthread_mutex_lock(lock)
          pthread_cond_broadcast(work)
          pthread_mutex_unlock(lock)
        }
        drain(job, as: 0, of: threads)
        awaitEnd(isCrowded: threads > Threads.processorCount)
      }
    }
    isBusy.store(false, ordering: .releasing)
  }

  /// Claims blocks of `job` and works on them until none is left.
  private func drain(_ job: UInt64, as thread: Int, of threads: Int) {
    while let block = shares.claim(for: thread, of: threads, job: job) {
      // A claimed block keeps its job, and so the body, alive until it is counted as finished.
      if let body = UnsafePointer<Body>(bitPattern: body.load(ordering: .relaxed)) {
        body.pointee(block)
      }
      finishBlock()
    }
  }

  private func finishBlock() {
    let left = unfinished.subtract(1, ordering: .sequentiallyConsistent).newValue
    guard left == 0, isCallerAsleep.load(ordering: .sequentiallyConsistent) else { return }
    pthread_mutex_lock(lock)
    pthread_cond_signal(done)
    pthread_mutex_unlock(lock)
  }

  /// Waits for blocks that helpers still work on.
  private func awaitEnd(isCrowded: Bool) {
    if Self.spin(isCrowded: isCrowded, until: { unfinished.load(ordering: .acquiring) == 0 }) {
      return
    }
    isCallerAsleep.store(true, ordering: .sequentiallyConsistent)
    pthread_mutex_lock(lock)
    while unfinished.load(ordering: .sequentiallyConsistent) > 0 { pthread_cond_wait(done, lock) }
    pthread_mutex_unlock(lock)
    isCallerAsleep.store(false, ordering: .relaxed)
  }

  private func startHelpers(upTo wanted: Int) {
    helperCount.withLock { count in
      while count < wanted {
        let index = count
        guard Self.startThread({ self.help(index) }) else { return }
        count += 1
      }
    }
  }

  /// A helper's life.
  private func help(_ index: Int) {
    var seen: UInt64 = 0
    while true {
      seen = awaitJob(after: seen)
      let helpers = helperLimit.load(ordering: .relaxed)
      if index < helpers { drain(seen, as: index + 1, of: helpers + 1) }
    }
  }

  private func awaitJob(after seen: UInt64) -> UInt64 {
    func current() -> UInt64 { job.load(ordering: .sequentiallyConsistent) }
    let isCrowded = helperLimit.load(ordering: .relaxed) >= Threads.processorCount
    if Self.spin(isCrowded: isCrowded, until: { current() != seen }) { return current() }
    pthread_mutex_lock(lock)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while current() == seen { pthread_cond_wait(work, lock) }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(lock)
    return current()
  }

  /// How long a thread spins before it sleeps: about what falling asleep and being woken cost, and
  /// about as long as a training step of one sample goes without shared work between its networks.
  private static let patience = Duration.microseconds(100)

  /// Tests a condition until it holds, or the time for that is over.
  ///
  /// Not where there are more threads than processors: there it would only keep others from working.
  private static func spin(isCrowded: Bool, until condition: () -> Bool) -> Bool {
    if condition() || isCrowded { return condition() }
    let clock = ContinuousClock()
    let end = clock.now + patience
    repeat {
      for _ in 0..<16 {
        if condition() { return true }
        kg_pause()
      }
    } while clock.now < end
    return condition()
  }

  /// Starts a detached thread; false if the system has none left.
  private static func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    final class Box {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let box = Unmanaged.passRetained(Box(body))
    #if canImport(Glibc)
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { argument in
          if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
          return nil
        }, box.toOpaque())
      if status == 0 { pthread_detach(thread) }
    #else
      var thread: pthread_t?
      let status = pthread_create(
        &thread, nil,
        { argument in
          Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
          return nil
        }, box.toOpaque())
      if status == 0, let thread { pthread_detach(thread) }
    #endif
    if status != 0 { box.release() }
    return status == 0
  }
}
