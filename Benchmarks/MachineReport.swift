import Foundation
import Kagami
import KagamiKernels

/// What the figures were measured on.
struct MachineReport: Codable {
  var processor: String
  var cores: Int
  var openBLAS: String
  var kernels: String
  var threads: Int

  init() {
    processor = Self.processorName
    cores = ProcessInfo.processInfo.activeProcessorCount
    // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …": name and version.
    openBLAS = Machine.openBLASConfiguration.split(separator: " ").prefix(2)
      .joined(separator: " ")
    kernels = Machine.openBLASCore
    threads = numThreads
  }

  /// One line.
  var text: String {
    "\(processor), \(cores) cores; \(openBLAS), kernels \(kernels); \(threads) threads"
  }

  private static var processorName: String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = info.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    return name ?? "unknown processor"
  }
}
