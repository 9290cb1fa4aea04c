internal import CKernels
internal import Synchronization

/// Products of a batch of some dozens of rows with a layer's weights, by kernels of our own.
///
/// OpenBLAS copies both operands before it multiplies; with so few rows the copying of the weights
/// costs as much as a fifth of the arithmetic at a batch of 64, and half of it at 16. These kernels copy the batch
/// instead. They need fused multiply-adds, but for the weight gradient of a single sample; everything else is
/// OpenBLAS's.
package enum SkinnyProduct {
  /// Whether the level in use has what the kernels need, but for that of a single sample.
  package static var isAvailable: Bool { kg_has_skinny() != 0 }

  private static let isSwitchedOn = Atomic<Bool>(true)
  @TaskLocal private static var override: Bool?

  /// Whether the kernels are used where they are faster.
  package static var isEnabled: Bool { isAvailable && isAllowed }

  /// Whether kernels of our own are used at all; that of a single sample's weight gradient is the same at
  /// every level.
  package static var isAllowed: Bool { override ?? isSwitchedOn.load(ordering: .relaxed) }

  /// Switches the kernels on or off, for the whole process.
  package static func setEnabled(_ isEnabled: Bool) {
    isSwitchedOn.store(isEnabled, ordering: .relaxed)
  }

  /// Runs `body` with the kernels switched on or off on this task.
  package static func withEnabled<R>(_ isEnabled: Bool, _ body: () throws -> R) rethrows -> R {
    try $override.withValue(isEnabled, operation: body)
  }

  /// The three products of a Linear layer, which lie in memory in three ways.
  enum Kind: Equatable {
    /// `X·Wᵀ`: a few rows by columns that lie as rows.
    case forward
    /// `dY·W`: a few rows by rows.
    case inputGradient
    /// The same two of so few rows that nothing is copied.
    case forwardOfFew
    case inputGradientOfFew
    /// `dYᵀ·X`: columns of few rows by rows.
    case weightGradient
    /// The last of a single row: a column by a row.
    case outer
  }

  /// Which of the three a product is, if it has a shape at which the kernels were measured to be
  /// faster than OpenBLAS's.
  static func kind(_ a: MatrixView<Float>, _ b: MatrixView<Float>) -> Kind? {
    let (m, n, k) = (a.rows, b.columns, a.columns)
    if k == 1 { return b.columnStride == 1 ? .outer : nil }
    guard isAvailable else { return nil }
    return switch (a.isTransposed, b.isTransposed) {
    case (false, true):
      n * k < 1 << 13
        ? nil
        : batches.forwardOfFew.contains(m)
          ? .forwardOfFew : batches.forward.contains(m) ? .forward : nil
    case (false, false):
      n * k < batches.smallestInputGradient
        ? nil
        : batches.inputGradientOfFew.contains(m)
          ? .inputGradientOfFew : batches.inputGradient.contains(m) ? .inputGradient : nil
    case (true, false): k >= 2 && m * n >= smallestWeights ? .weightGradient : nil
    case (true, true): nil
    }
  }

  /// The batches at which each kernel was measured to be faster than what follows it, at some level.
  private struct Batches {
    /// Where these do not hold, none of them.
    var forwardOfFew = 0..<0
    var inputGradientOfFew = 0..<0
    var forward: Range<Int>
    var inputGradient: Range<Int>
    /// Elements of the right operand below which `dY·W` is OpenBLAS's.
    var smallestInputGradient = 1 << 15
  }

  private static var batches: Batches {
    switch SIMDLevel.current {
    case .avx512:
      Batches(
        forward: 2..<Int.max, inputGradient: 2..<Int.max, smallestInputGradient: 1 << 12)
    case .avx2:
      Batches(
        forwardOfFew: 2..<7, inputGradientOfFew: 2..<9, forward: 7..<193, inputGradient: 0..<0)
    case .baseline: Batches(forward: 2..<65, inputGradient: 2..<9)
    }
  }

  /// Elements of a weight below which its gradient is OpenBLAS's.
  static let smallestWeights = 1 << 15

  /// `extent` in whole vectors.
  static func padded(_ extent: Int) -> Int { (extent + 15) / 16 * 16 }
}

extension Float {
  package static func multiplySkinny(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>,
    leading: Int, accumulating: Bool, epilogue: BLAS.Epilogue<Float>
  ) -> Bool {
    guard let kind = SkinnyProduct.kind(a, b) else { return false }
    let job = SkinnyJob(
      a: a, b: b, c: c, leading: leading, accumulating: accumulating, epilogue: epilogue)
    switch kind {
    case .forward: job.forward()
    case .inputGradient: job.inputGradient()
    case .forwardOfFew: job.forwardOfFew()
    case .inputGradientOfFew: job.inputGradientOfFew()
    case .weightGradient: job.weightGradient()
    case .outer: job.outer()
    }
    return true
  }
}
