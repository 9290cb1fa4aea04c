import BenchmarkKernels
import KagamiKernels

/// Matrix products without BLAS, for comparison.
enum NaiveLoops {
  /// `C = A · B` by three nested scalar loops, as in a textbook.
  static func textbook(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>
  ) {
    benchmark_textbook(
      a.rows, b.columns, a.columns, a.pointer, a.rowStride, a.columnStride, b.pointer, b.rowStride,
      b.columnStride, c)
  }

  /// `C = A · B` by three nested loops in the order that lets the compiler use vectors, in the
  /// instructions that the engine uses.
  ///
  /// - Precondition: where the columns of B are contiguous, so are the rows of A.
  static func vectorised(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>
  ) {
    precondition(b.columnStride == 1 || (a.columnStride == 1 && b.rowStride == 1))
    benchmark_vectorised(
      SIMDLevel.current.benchmarked, a.rows, b.columns, a.columns, a.pointer, a.rowStride,
      a.columnStride, b.pointer, b.rowStride, b.columnStride, c, b.columns)
  }
}

extension SIMDLevel {
  /// The level in the benchmarks' own kernels.
  var benchmarked: BenchmarkLevel {
    switch self {
    case .baseline: .baseline
    case .avx2: .AVX2
    case .avx512: .AVX512
    }
  }
}
