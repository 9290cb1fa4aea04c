internal import CKernels

/// What the processor can do at most, measured.
package enum PeakKernel {
  /// Runs multiply-adds in float32 on this thread, as fast as they go.
  ///
  /// - Returns: The number of operations: two for each multiply-add of each lane.
  package static func multiplyAdd(rounds: Int) -> Double {
    kg_peak_f32(rounds, 0.999_999, 1e-6)
  }
}
