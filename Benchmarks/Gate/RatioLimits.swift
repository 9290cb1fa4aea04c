import Foundation
import KagamiKernels

/// The ratios that must be kept, as a file states them.
///
/// All are ratios of times in one process, so they hold on any machine about as well as on the one
/// where they were found; the slack between what is measured and what is demanded is written beside.
struct RatioLimits: Codable {
  /// The engine's speed over that of the vectorised naive loop, at least; one thread each.
  struct Layers: Codable {
    var batch: Int
    var atLeast: Double
    /// Layers without a limit: a single column is no matrix product.
    var exempt: [String]
  }

  /// The trainer's step over its kernel calls alone, at most.
  struct Step: Codable {
    var batch: Int
    var atMost: Double
  }

  /// The trainer's step with the kernels for small batches over that with OpenBLAS alone, at most.
  struct Own: Codable {
    var batch: Int
    var atMost: Double
  }

  var layers: [Layers]
  var steps: [Step]
  /// Nothing at levels whose processors do not have those kernels.
  var own: [Own]?
  /// The time of the kernel calls on all processors over that on one, at most, where there are two or
  /// more; at batch 64.
  var sharedAtMost: Double

  /// The file: limits by level of vector instructions, since kernels differ from level to level.
  private struct File: Codable {
    var rounds: Int
    var levels: [String: RatioLimits]
  }

  /// The limits of the level in use, and the rounds of each measurement.
  static func read(_ path: String) throws -> (limits: RatioLimits, rounds: Int) {
    let file: File
    do {
      file = try JSONDecoder().decode(
        File.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw BenchmarkError("--check \(path): expected a file of ratios like Benchmarks/ratios.json")
    }
    guard let limits = file.levels["\(SIMDLevel.current)"] else {
      throw BenchmarkError("--check \(path): it has no limits for \(SIMDLevel.current)")
    }
    return (limits, file.rounds)
  }
}
