internal import KagamiKernels

/// Sets how many threads large computations are shared among, for the whole process.
///
/// Results are the same bits for any number. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.set_num_threads.html>.
///
/// - Precondition: `count` is positive.
public func setNumThreads(_ count: Int) {
  if count < 1 { misuse("setNumThreads", "work cannot be shared among \(count) threads") }
  Threads.setCount(count)
}

/// How many threads large computations are shared among: the number of processors unless set.
public var numThreads: Int { Threads.count }

/// Leaves this process its share of the machine's processors, unless the number of threads was set.
///
/// A launcher that binds processes to processors has shared them out already.
///
/// - Parameter processes: How many there are on this machine, this one included.
package func shareProcessors(among processes: Int) {
  if Threads.isCountSet { return }
  Threads.setCount(max(1, min(Threads.processorCount, Threads.onlineCount / processes)))
}
