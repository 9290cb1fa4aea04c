import ArgumentParser
import BenchmarkKernels
import Kagami
import KagamiKernels

/// Faults for which the gate must fail: without them a gate that never fails could not be told apart
/// from an engine that is never slow.
enum Sabotage: String, CaseIterable, ExpressibleByArgument {
  /// Products go to the naive loop.
  case reroute
  /// Products with a small batch, and the gradients in updates, are OpenBLAS's.
  case tiles
  /// Each step keeps a tensor, so that freed memory does not suffice for the next.
  case memory
  /// Nothing is shared among threads.
  case threads
  /// A layer is not measured.
  case drop

  func begin() {
    switch self {
    case .reroute:
      SkinnyProduct.setEnabled(false)
      benchmark_reroute_sgemm(SIMDLevel.current.benchmarked)
    case .tiles: SkinnyProduct.setEnabled(false)
    case .threads: setNumThreads(1)
    case .memory, .drop: break
    }
  }
}
