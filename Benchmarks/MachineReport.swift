import BenchmarkKernels
import CommandSupport
import Foundation
import Kagami
import KagamiKernels
import Synchronization

/// What the figures were measured on.
struct MachineReport: Codable {
  var processor: String
  var cores: Int
  var openBLAS: String
  var kernels: String
  /// The vector instructions in use.
  var simd: String
  /// Whether the engine's own kernels for small batches are in use.
  var ownKernels: Bool
  var threads: Int
  /// Multiply-adds that `threads` threads were measured to do together, two operations each, 10⁹ a
  /// second.
  var peakGflops: Double
  /// What copying 16 MB reads and writes together, 10⁹ bytes a second.
  var bandwidthGBs: Double

  init() {
    processor = Processor.name
    cores = ProcessInfo.processInfo.activeProcessorCount
    openBLAS = Self.openBLASName
    kernels = Machine.openBLASCore
    simd = "\(SIMDLevel.current)"
    ownKernels = SkinnyProduct.isEnabled
    threads = numThreads
    peakGflops = Self.measurePeak(threads: numThreads)
    bandwidthGBs = Self.measureBandwidth()
  }

  /// Name and version, of "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …".
  static var openBLASName: String {
    Machine.openBLASConfiguration.split(separator: " ").prefix(2).joined(separator: " ")
  }

  /// Two lines.
  var text: String {
    """
    \(processor), \(cores) cores; \(openBLAS), kernels \(kernels)\
    \(ownKernels ? " and own" : ""); vectors \(simd); \(threads) threads
    measured: \(Int(peakGflops.rounded())) GFLOP/s of multiply-adds, \
    \(Int(bandwidthGBs.rounded())) GB/s of copying
    """
  }

  /// The best of several short runs: what the machine can do, not what it does on average.
  private static func measurePeak(threads: Int) -> Double {
    let clock = ContinuousClock()
    var best = 0.0
    for _ in 0..<60 {
      let operations = Mutex(0.0)
      let time = clock.measure {
        // More shares than threads, so that a thread that starts late takes fewer.
        Threads.forEachBlock(of: 8 * threads, size: 1) { _ in
          let done = benchmark_peak(SIMDLevel.current.benchmarked, 60_000, 0.999_999, 1e-6)
          operations.withLock { $0 += done }
        }
      }
      best = max(best, operations.withLock { $0 } / (time / .seconds(1)) / 1e9)
    }
    return best
  }

  private static func measureBandwidth() -> Double {
    let (source, target) = (RawMemory([1 << 22], 0, 1), RawMemory([1 << 22], 0, 1))
    let clock = ContinuousClock()
    var best = 0.0
    for _ in 0..<20 {
      let time = clock.measure { CPUBackend().copy(source.operand, into: target.operand) }
      best = max(best, 2 * Double(1 << 22) * 4 / (time / .seconds(1)) / 1e9)
    }
    return best
  }
}
