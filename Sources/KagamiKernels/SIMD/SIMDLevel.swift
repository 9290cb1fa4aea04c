internal import CKernels

/// The instructions that vector loops and kernels are compiled for.
///
/// Chosen once as the program is loaded: the best that the processor has, or what the environment variable
/// `KAGAMI_SIMD` names. An unknown name, or one of a level that the processor lacks, ends the program with
/// one line and status 64.
package enum SIMDLevel: UInt32, CaseIterable, Codable, Sendable, CustomStringConvertible {
  /// What every processor of the architecture has: SSE2, or NEON on ARM.
  case baseline
  /// 256-bit vectors with fused multiply-adds.
  case avx2
  /// 512-bit vectors.
  case avx512

  /// The level in use.
  package static var current: SIMDLevel {
    SIMDLevel(rawValue: kg_simd_level().rawValue) ?? .baseline
  }

  /// The levels that this processor has, ascending.
  package static var available: [SIMDLevel] {
    allCases.filter { $0.rawValue <= kg_best_simd_level().rawValue }
  }

  /// Uses a level from now on, in the whole process; for tests in a process of their own.
  ///
  /// - Returns: False, with nothing done, where the processor lacks it.
  @discardableResult
  package static func choose(_ level: SIMDLevel) -> Bool {
    kg_choose_simd_level(kg_level(level.rawValue)) != 0
  }

  /// The name, as `KAGAMI_SIMD` takes it.
  package var description: String {
    switch self {
    case .baseline: "baseline"
    case .avx2: "avx2"
    case .avx512: "avx512"
    }
  }
}
