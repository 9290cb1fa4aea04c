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
