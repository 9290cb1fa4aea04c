#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a loop and its threads share: batches asked for, and batches prepared.
///
/// Unchecked, because all of it is read and written under one lock; a prepared batch is handed over
/// whole, to one taker.
final class BatchQueue<Batch>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  /// Signalled when there is something to prepare, or nothing ever again.
  private let work = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Signalled when a batch is prepared.
  private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  private var requests: [Int: [Int]] = [:]
  private var results: [Int: Prepared<Batch>] = [:]
  /// The numbers of the next request, of the next to be worked on and of the next to be taken.
  private var (nextRequest, nextWork, nextTaken) = (0, 0, 0)
  private var isClosed = false

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(work, nil)
    pthread_cond_init(done, nil)
  }

  deinit {
    pthread_cond_destroy(done)
    pthread_cond_destroy(work)
    pthread_mutex_destroy(lock)
    for condition in [done, work] { condition.deallocate() }
    lock.deallocate()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }

  /// Requests a batch.
  func request(_ indices: [Int]) {
    locked {
      requests[nextRequest] = indices
      nextRequest += 1
      pthread_cond_signal(work)
    }
  }

  /// Waits for the first batch that was asked for and not taken.
  func take() -> Prepared<Batch> {
    locked {
      while true {
        if let result = results.removeValue(forKey: nextTaken) {
          nextTaken += 1
          return result
        }
        pthread_cond_wait(done, lock)
      }
    }
  }

  /// Prepares batches, in the order in which they were asked for, until the queue is closed.
  func work(_ prepare: ([Int]) -> Prepared<Batch>) {
    while let (number, indices) = nextJob() {
      let result = prepare(indices)
      locked {
        results[number] = result
        pthread_cond_signal(done)
      }
    }
  }

  private func nextJob() -> (Int, [Int])? {
    locked {
      while !isClosed {
        if let indices = requests.removeValue(forKey: nextWork) {
          nextWork += 1
          return (nextWork - 1, indices)
        }
        pthread_cond_wait(work, lock)
      }
      return nil
    }
  }

  /// Ends the threads after what they are at.
  func close() {
    locked {
      isClosed = true
      pthread_cond_broadcast(work)
    }
  }
}
