import ArgumentParser
import Kagami
import KagamiKernels

/// Faults for which the gate must fail: without them a gate that never fails could not be told apart
/// from an engine that is never slow.
enum Sabotage: String, CaseIterable, ExpressibleByArgument {
  /// Products go to the naive loop.
  case reroute
  /// Freed memory goes back to the system.
  case memory
  /// Nothing is shared among threads.
  case threads
  /// A layer is not measured.
  case drop

  func begin() {
    switch self {
    case .reroute: BLAS.setRerouted(true)
    case .memory: MemoryPool.setKeeping(false)
    case .threads: setNumThreads(1)
    case .drop: break
    }
  }
}
